/** Which question of an objective is asked in a review, and in which variant. Pure: the same history gives the same. */
import type { LocalText, PublicQuestion } from '@glassbox/quiz';
import { inOrderOf, type SecretQuestion, variantFor } from '@glassbox/quiz/score';

/** What is known of a learner's answers to one question. */
export interface AskedBefore {
  questionId: string;
  everRight: boolean;
  latestAnsweredAt: Date;
}

/** They need a lab, a job or one's own judgement, and are answered in their lesson. */
const NOT_ASKED: ReadonlySet<string> = new Set(['prediction', 'experiment', 'free-text']);

/**
 * Returns the question to ask: another one than last time where there is one, of those one that was never right, of
 * those the one not asked for longest. `undefined` when the objective has none that a review can ask.
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
  const askable = questions.filter(({ kind }) => !NOT_ASKED.has(kind));
  return askable.toSorted((a, b) => compare(rank(a), rank(b)))[0];
}

/**
 * Returns the variant of a question for the next review, never the one answered last, in an order of its own, and all
 * its hints.
 *
 * @param seed names learner and question; `reps` is how often the objective was asked so far.
 */
export function presentForReview(
  variants: readonly SecretQuestion[],
  seed: string,
  reps: number,
  answeredVersion: string | undefined,
): { question: PublicQuestion; hints: readonly LocalText[] } | undefined {
  const at = (round: number) => variants[variantFor(seed, variants.length, round)];
  const variant = at(reps)?.version === answeredVersion ? at(reps + 1) : at(reps);
  return variant && { question: inOrderOf(variant.public, `${seed}/${reps}`), hints: variant.hints ?? [] };
}

/** The first difference decides; `toSorted` keeps the order of the page for the rest. */
function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
