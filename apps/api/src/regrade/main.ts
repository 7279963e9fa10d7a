/**
 * `pnpm lesson regrade LESSON [QUESTION]`: grades stored answers again by today's key. Shows what would happen; only
 * `--apply` with a reason does it. Works on the embedded database while the server is stopped, on Postgres any time.
 */
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { openDatabase } from '../db/open-database.ts';
import { StartupError } from '../errors.ts';
import type { RegradeRules } from '../services/regrade/grade-anew.ts';
import { applyRegrade, planRegrade, type QuestionPlan, type RegradeQuestion } from '../services/regrade/regrade.ts';
import { tellPlans } from './tell-plans.ts';

const USAGE = `Usage: pnpm lesson regrade LESSON [QUESTION] [options]
  shows what today's key makes of the answers that an earlier key graded; nothing is changed
  --apply               does it: one transaction per learner, audited, with a notice to each learner it moves
  --reason "…"          why, needed with --apply; learners read it (--reason-zh "…" for the Chinese pages)
  --by NAME             who, default: the user of this computer
  --may-lower           lets answers lose points; without it no answer and no best score falls
  --include-rewordings  takes answers to an earlier wording of the question too: only when it still asks the same
The database is DATABASE_URL, or the folder DATA_DIR (default .data), whose server must be stopped.`;

const OPTIONS = {
  apply: { type: 'boolean', default: false },
  reason: { type: 'string' },
  'reason-zh': { type: 'string' },
  by: { type: 'string' },
  'may-lower': { type: 'boolean', default: false },
  'include-rewordings': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** A command that can't be carried out as it was written. */
class UsageError extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof StartupError || isArgumentError(error))) throw error;
  console.error(error.message);
  process.exitCode = error instanceof StartupError ? 1 : 2;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help) return console.log(USAGE);
  const [lesson, questionId] = positionals;
  if (lesson === undefined) throw new UsageError(`lesson regrade: found no lesson; needed its slug.\n\n${USAGE}`);
  const { apply, reason } = values;
  if (apply && !reason?.trim()) {
    throw new UsageError(
      'lesson regrade: found --apply without a reason; needed --reason "…": learners and the audit read it.',
    );
  }
  const questions = await findQuestions(lesson, questionId);
  const rules = { mayLower: values['may-lower'], includeRewordings: values['include-rewordings'] };
  const order = {
    ...rules,
    by: values.by ?? userInfo().username,
    reason: { zh: values['reason-zh'] ?? reason ?? '', en: reason ?? '' },
    now: () => new Date(),
  };
  const plans = await withDatabase(questions, rules, apply ? order : undefined);
  console.log(tellPlans({ lesson, plans, applied: apply, ...rules }));
}

async function findQuestions(lesson: string, questionId: string | undefined): Promise<RegradeQuestion[]> {
  const { secretQuizzes } = await import('@glassbox/curriculum/secret');
  const quiz = Object.hasOwn(secretQuizzes, lesson) ? secretQuizzes[lesson] : undefined;
  if (quiz === undefined) {
    throw new UsageError(
      `lesson regrade: found no quiz of "${lesson}"; needed one of ${Object.keys(secretQuizzes).join(', ')}.`,
    );
  }
  const wanted = quiz.questions.filter(({ id }) => questionId === undefined || id === questionId);
  if (wanted.length === 0) {
    const known = quiz.questions.map(({ id }) => id).join(', ');
    throw new UsageError(`lesson regrade: found no question "${questionId}" in ${lesson}; needed one of ${known}.`);
  }
  return wanted.map((question) => ({
    lesson,
    questionId: question.id,
    current: quiz.variants?.[question.id] ?? [question],
  }));
}

async function withDatabase(
  questions: readonly RegradeQuestion[],
  rules: RegradeRules,
  order: Parameters<typeof applyRegrade>[2] | undefined,
): Promise<QuestionPlan[]> {
  const { DATA_DIR, DATABASE_URL } = process.env;
  const log = (line: string): void => console.error(line);
  const database = await openDatabase({ dataDir: DATA_DIR || '.data', databaseUrl: DATABASE_URL || undefined, log });
  try {
    const plans: QuestionPlan[] = [];
    for (const question of questions) {
      plans.push(
        await (order ? applyRegrade(database.db, question, order) : planRegrade(database.db, question, rules)),
      );
    }
    return plans;
  } finally {
    await database.close();
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
