/** Right, wrong and refused, counted apart for what the model could know and what it could not. */
import type { Verdict } from '../world/judge.ts';
import type { WorldQuestion } from '../world/questions.ts';
import { type Rate, wilsonInterval } from './wilson-interval.ts';

/** `known…`: every needed fact was told in training. `withheld…`: at least one was not. */
export type QuestionGroup = 'known' | 'withheld' | 'knownTwoStep' | 'withheldTwoStep' | 'ambiguous' | 'unanswerable';

/** All groups, in the order of tables. */
export const QUESTION_GROUPS: readonly QuestionGroup[] = [
  'known',
  'withheld',
  'knownTwoStep',
  'withheldTwoStep',
  'ambiguous',
  'unanswerable',
];

/** The shares of the three verdicts in one group. */
export interface GroupRates {
  readonly group: QuestionGroup;
  readonly right: Rate;
  readonly wrong: Rate;
  readonly refused: Rate;
}

/** An answer that was judged. */
export interface JudgedAnswer {
  readonly question: WorldQuestion;
  readonly verdict: Verdict;
}

/** Returns the group in which a question counts. */
export function groupOf({ kind, known }: Pick<WorldQuestion, 'kind' | 'known'>): QuestionGroup {
  if (kind === 'single') return known ? 'known' : 'withheld';
  if (kind === 'twoStep') return known ? 'knownTwoStep' : 'withheldTwoStep';
  return kind;
}

/**
 * Returns the rates of every group that has answers, in the order of `QUESTION_GROUPS`; the three shares of a group sum
 * to 1. Intervals are Wilson's, 95 %.
 */
export function ratesByGroup(answers: readonly JudgedAnswer[]): GroupRates[] {
  return QUESTION_GROUPS.flatMap((group) => {
    const verdicts = answers.filter(({ question }) => groupOf(question) === group).map(({ verdict }) => verdict);
    if (verdicts.length === 0) return [];
    const rate = (wanted: Verdict) =>
      wilsonInterval(verdicts.filter((verdict) => verdict === wanted).length, verdicts.length);
    return [{ group, right: rate('right'), wrong: rate('wrong'), refused: rate('refused') }];
  });
}
