/** From a share of the answer that is right to points and a verdict: the same for every kind. */
import type { Feedback, GradedResult } from '../question.ts';

/** Points are given in hundredths. */
const HUNDREDTHS = 100;

/**
 * Returns the graded result for a share of 0..1. Only a share of exactly 1 is `right` and earns every point; a share
 * that rounds to no points is `wrong`.
 */
export function grade(share: number, maxScore: number, feedback: Feedback[]): GradedResult {
  if (share >= 1) return { verdict: 'right', score: maxScore, maxScore, feedback };
  const score = Math.floor(Math.max(0, share) * maxScore * HUNDREDTHS) / HUNDREDTHS;
  return { verdict: score > 0 ? 'partly' : 'wrong', score, maxScore, feedback };
}
