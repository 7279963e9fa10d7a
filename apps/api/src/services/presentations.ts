/**
 * How a quiz comes to one learner. The first look draws questions from pools, a variant for each question and an order
 * for its options, and freezes them: the same learner sees the same again, on every device, until a new round begins.
 */
import type { PublicQuestion } from '@glassbox/quiz';
import { drawFromPool, inOrderOf, type SecretQuestion, variantFor, withoutSurplus } from '@glassbox/quiz/score';
import type { CatalogueLesson } from '../catalogue.ts';
import { listLatestAttempts } from '../db/attempts.ts';
import { listHintsTaken } from '../db/hints.ts';
import { listPoolDraws, putPoolDraw } from '../db/pool-draws.ts';
import { listPresentations, type PresentationRow, putPresentation } from '../db/presentations.ts';
import { listOpenSubmissions } from '../db/submissions.ts';
import { ApiError } from '../errors.ts';
import type { PresentedQuestion, PresentedQuiz } from '../schemas/presentation.ts';
import { calibrationOf } from './calibration.ts';
import { toSolution } from './free-text.ts';
import { ownLearner } from './own-learner.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';

export function presentationService(context: ServiceContext): Services['presentations'] {
  return {
    async quiz(learnerId, slug) {
      const lesson = getLesson(context, slug);
      if (learnerId === undefined) return impersonal(lesson);
      return context.db.transaction(async (tx) => {
        await ownLearner(tx, learnerId);
        return present({ ...context, db: tx }, learnerId, lesson);
      });
    },

    nextRound: (learnerId, slug, questionId, after) =>
      context.db.transaction(async (tx) => {
        await ownLearner(tx, learnerId);
        return nextRound({ ...context, db: tx }, learnerId, slug, questionId, after);
      }),
  };
}

/** The quiz as the static site has it. */
function impersonal({ slug, questions, pools }: CatalogueLesson): PresentedQuiz {
  const shown = withoutSurplus(questions, pools).map((question) => ({
    question: question.public,
    round: 0,
    hints: [],
  }));
  return { lesson: slug, personal: false, questions: shown };
}

async function present(context: ServiceContext, learnerId: string, lesson: CatalogueLesson): Promise<PresentedQuiz> {
  const { db } = context;
  const { slug } = lesson;
  const drawn = await drawQuestions(context, learnerId, lesson);
  const rows = Map.groupBy(await listPresentations(db, learnerId, slug), ({ questionId }) => questionId);
  const answered = new Map(
    (await listLatestAttempts(db, learnerId, slug)).map((row) => [row.attempt.questionId, row.questionVersion]),
  );
  const taken = Map.groupBy(await listHintsTaken(db, learnerId, slug), ({ questionId }) => questionId);
  const waiting = await listOpenSubmissions(db, learnerId, slug);
  const questions: PresentedQuestion[] = [];
  for (const { id } of drawn) {
    const { row, secret } = await freeze(context, learnerId, slug, id, rows.get(id)?.at(-1), answered.get(id));
    const open = waiting.find((each) => each.questionId === id && each.questionFingerprint === secret.fingerprint);
    questions.push({
      question: shown(secret, row),
      round: row.round,
      hints: (secret.hints ?? []).slice(0, taken.get(id)?.length ?? 0),
      ...(open && { solution: toSolution(open, secret) }),
    });
  }
  const calibration = await calibrationOf(db, learnerId);
  return { lesson: slug, personal: true, questions, ...(calibration && { calibration }) };
}

/** Returns the learner's questions in page order: of each pool those drawn, the answered ones first of all. */
async function drawQuestions(
  { db, now }: ServiceContext,
  learnerId: string,
  { slug, questions, pools }: CatalogueLesson,
): Promise<readonly SecretQuestion[]> {
  if (pools.length === 0) return questions;
  const draws = await listPoolDraws(db, learnerId, slug);
  const answered = (await listLatestAttempts(db, learnerId, slug)).map((row) => row.attempt.questionId);
  const left = new Set<string>();
  for (const { id: pool, draw, questions: ids } of pools) {
    const before = draws.find((row) => row.pool === pool)?.questionIds;
    const drawn = drawFromPool(seedOf(learnerId, slug, pool), ids, draw, before ?? answered);
    if (before?.join() !== drawn.join()) {
      await putPoolDraw(db, { learnerId, lesson: slug, pool, questionIds: drawn, drawnAt: now() });
    }
    for (const id of ids) if (!drawn.includes(id)) left.add(id);
  }
  return questions.filter(({ id }) => !left.has(id));
}

/** Returns the presentation in force, made now when there is none or when the question has changed since. */
async function freeze(
  { db, catalogue, now }: ServiceContext,
  learnerId: string,
  lesson: string,
  questionId: string,
  latest: PresentationRow | undefined,
  answeredVersion: string | undefined,
): Promise<{ row: PresentationRow; secret: SecretQuestion }> {
  const variants = catalogue.variantsOf(lesson, questionId);
  const known = variants.find(({ version }) => version === latest?.questionVersion);
  if (latest !== undefined && known !== undefined) return { row: latest, secret: known };
  const round = latest?.round ?? 0;
  // What was answered before the first look (offline, say) stays in place.
  const secret =
    variants.find(({ version }) => version === answeredVersion) ?? drawVariant(variants, learnerId, lesson, round);
  const row = newRow(learnerId, lesson, secret, round, now());
  await putPresentation(db, row);
  return { row, secret };
}

async function nextRound(
  context: ServiceContext,
  learnerId: string,
  slug: string,
  questionId: string,
  after: number,
): Promise<PresentedQuestion> {
  const { db, catalogue, now } = context;
  getLesson(context, slug);
  const variants = catalogue.variantsOf(slug, questionId);
  if (variants[0]?.public.attempts?.newVariant !== true) {
    throw new ApiError(404, 'variants-missing', `Lesson "${slug}" has no question "${questionId}" with new variants.`);
  }
  const rows = (await listPresentations(db, learnerId, slug)).filter((row) => row.questionId === questionId);
  const latest = rows.at(-1);
  const attempts = await listLatestAttempts(db, learnerId, slug);
  const answered = attempts.find(({ attempt }) => attempt.questionId === questionId)?.questionVersion;
  const current = await freeze(context, learnerId, slug, questionId, latest, answered);
  // Asked twice, or not answered yet: the round that is there.
  if (current.row.round > after || current.secret.version !== answered)
    return presented(context, learnerId, slug, current);
  const round = current.row.round + 1;
  const secret = drawVariant(variants, learnerId, slug, round, current.secret.version);
  const row = newRow(learnerId, slug, secret, round, now());
  await putPresentation(db, row);
  return presented(context, learnerId, slug, { row, secret });
}

async function presented(
  { db }: ServiceContext,
  learnerId: string,
  slug: string,
  { row, secret }: { row: PresentationRow; secret: SecretQuestion },
): Promise<PresentedQuestion> {
  const taken = (await listHintsTaken(db, learnerId, slug)).filter(({ questionId }) => questionId === secret.id).length;
  return { question: shown(secret, row), round: row.round, hints: (secret.hints ?? []).slice(0, taken) };
}

/** Returns the variant of a round, never the one just answered. */
function drawVariant(
  variants: readonly SecretQuestion[],
  learnerId: string,
  lesson: string,
  round: number,
  answered?: string,
): SecretQuestion {
  const seed = seedOf(learnerId, lesson, variants[0]?.id ?? '');
  const found = variants[variantFor(seed, variants.length, round)];
  const chosen = found?.version === answered ? variants[variantFor(seed, variants.length, round + 1)] : found;
  if (chosen === undefined) throw new ApiError(404, 'question-unknown', `Lesson "${lesson}" has no such question.`);
  return chosen;
}

function newRow(learnerId: string, lesson: string, secret: SecretQuestion, round: number, at: Date): PresentationRow {
  const { id: questionId, version: questionVersion } = secret;
  const seed = `${seedOf(learnerId, lesson, questionId)}/${round}`;
  return { learnerId, lesson, questionId, round, questionVersion, seed, presentedAt: at };
}

function shown(secret: SecretQuestion, { seed }: PresentationRow): PublicQuestion {
  return inOrderOf(secret.public, seed);
}

function seedOf(learnerId: string, lesson: string, name: string): string {
  return `${learnerId}/${lesson}/${name}`;
}

function getLesson({ catalogue }: ServiceContext, slug: string): CatalogueLesson {
  const lesson = catalogue.findLesson(slug);
  if (lesson === undefined) throw new ApiError(404, 'lesson-unknown', `There is no lesson "${slug}".`);
  return lesson;
}
