/**
 * What a try can still earn. Each graded try before it costs `penalty`, each hint taken its own cost, all as shares of
 * the question's points:
 *
 *     worth = max(0, 1 − penalty · tries − Σ cost of hints taken),   0 once `max` tries were graded
 *     score = ⌊what the answer deserves · worth⌋ in hundredths,       best = the highest score of all tries
 *
 * An answer that could not be read is no try. After `max` tries a learner may go on for practice: it is graded, told
 * and remembered, and earns nothing more. The best score never falls.
 */
import type { AttemptRules, GradedResult } from '../question.ts';

/** What counts for the worth of the next try. */
export interface Spent {
  /** Graded tries so far. */
  tries: number;
  /** Hints taken so far; they are taken in order. */
  hints: number;
}

/** Points are given in hundredths; a little room for the rounding of doubles. */
const HUNDREDTHS = 100;
const ROUNDING = 1e-9;

/** Returns the share of the points, 0..1, that the next try can earn. */
export function worthOf(
  question: { attempts?: AttemptRules | undefined; hints?: readonly number[] | undefined },
  { tries, hints }: Spent,
): number {
  const { max, penalty = 0 } = question.attempts ?? {};
  if (max !== undefined && tries >= max) return 0;
  const hintCosts = (question.hints ?? []).slice(0, hints).reduce((total, cost) => total + cost, 0);
  return Math.min(1, Math.max(0, 1 - penalty * tries - hintCosts));
}

/** Returns what an answer that deserves `score` earns in a try of this worth, in hundredths of a point. */
export function pointsAtWorth(score: number, worth: number): number {
  if (worth >= 1) return score;
  return Math.floor(score * worth * HUNDREDTHS + ROUNDING) / HUNDREDTHS;
}

/** Returns a graded result with its score at this worth; verdict and remarks stay: they speak of the answer. */
export function atWorth(result: GradedResult, worth: number): GradedResult {
  return { ...result, score: pointsAtWorth(result.score, worth) };
}
