/** Which question of an objective is asked in a review. Pure: the same history always leads to the same question. */
import type { SecretQuestion } from '@glassbox/quiz/score';

/** What is known of a learner's answers to one question. */
export interface AskedBefore {
  questionId: string;
  everRight: boolean;
  latestAnsweredAt: Date;
}

/**
 * Returns the question to ask: another one than last time where there is one, of those one that was never right, of
 * those the one not asked for longest. `undefined` when the objective has no question any more.
 */
export function chooseQuestion(
  questions: readonly SecretQuestion[],
  history: readonly AskedBefore[],
  lastQuestionId: string,
): SecretQuestion | undefined {
  const known = new Map(history.map((entry) => [entry.questionId, entry]));
  const rank = ({ id }: SecretQuestion) => [
    id === lastQuestionId ? 1 : 0,
    known.get(id)?.everRight ? 1 : 0,
    known.get(id)?.latestAnsweredAt.getTime() ?? 0,
  ];
  return questions.toSorted((a, b) => compare(rank(a), rank(b)))[0];
}

/** The first difference decides; `toSorted` keeps the order of the page for the rest. */
function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
