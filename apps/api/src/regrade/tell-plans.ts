/** What a regrading would do or did, in words for the person at the terminal. */
import type { Standstill } from '../services/regrade/grade-anew.ts';
import type { QuestionPlan } from '../services/regrade/regrade.ts';

interface Told {
  lesson: string;
  plans: readonly QuestionPlan[];
  applied: boolean;
  mayLower: boolean;
  includeRewordings: boolean;
}

const STAYS: Record<Exclude<Standstill, 'current'>, string> = {
  kept: 'would lose points and stay as they are (--may-lower lowers them)',
  reworded: 'to an earlier wording, left alone (--include-rewordings takes them, if it still asks the same)',
  'by-hand': 'graded by a person, left alone',
  unreadable: 'cannot be read by today’s question, left alone',
};

/** Returns the report, and what to type next. */
export function tellPlans({ lesson, plans, applied, mayLower, includeRewordings }: Told): string {
  const touched = plans.filter(({ changed, stays }) => changed > 0 || Object.keys(STAYS).some((key) => key in stays));
  const changed = plans.reduce((sum, plan) => sum + plan.changed, 0);
  const head = applied ? `${lesson}: regraded` : `${lesson}: dry run, nothing was changed`;
  if (touched.length === 0) return `${lesson}: every stored answer is graded by today’s key. Nothing to do.`;
  const rows = touched.flatMap((plan) => tellQuestion(plan, applied));
  if (applied)
    return [head, ...rows, `${count(changed, 'answer')} graded again; learners who moved have a notice.`].join('\n');
  if (changed === 0) return [head, ...rows].join('\n');
  const options = `${mayLower ? ' --may-lower' : ''}${includeRewordings ? ' --include-rewordings' : ''}`;
  const question = touched.length === 1 ? ` ${touched[0]?.questionId}` : '';
  return [head, ...rows, '', `To do it: pnpm lesson regrade ${lesson}${question}${options} --apply --reason "…"`].join(
    '\n',
  );
}

function tellQuestion(plan: QuestionPlan, applied: boolean): string[] {
  const { questionId, attempts, changed, stays, up, down, same, delta, learnerIds } = plan;
  const moved =
    up + down > 0 ? `; ${signed(delta.mean)} points on average (${signed(delta.least)} to ${signed(delta.most)})` : '';
  const lines = [
    applied
      ? `  ${questionId}: ${count(changed, 'answer')} changed`
      : `  ${questionId}: ${changed} of ${count(attempts, 'answer')} would change`,
    `    ${count(learnerIds.length, 'learner')}: ${up} up, ${down} down, ${same} with the same best${moved}`,
  ];
  for (const [reason, text] of Object.entries(STAYS) as [keyof typeof STAYS, string][])
    if (stays[reason]) lines.push(`    ${count(stays[reason], 'answer')} ${text}`);
  return lines;
}

function signed(number: number): string {
  return `${number < 0 ? '−' : '+'}${Number(Math.abs(number).toFixed(2))}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
