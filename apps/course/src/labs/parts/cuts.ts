/**
 * What top-k and top-p took away. A chance of exactly 0 does not yet mean cut: near temperature 0 the chance of an unlikely
 * candidate is too small for a number. Top-p leaves nothing of what it cuts, and keeps nothing that small; top-k cuts by place.
 */
import type { SamplingOptions } from '@glassbox/core';

export type Cuts = Pick<SamplingOptions, 'topK' | 'topP'>;

/** Whether the candidate at `place` of the model's ranking (from 0), left with this probability, was cut. */
export function isCut(probability: number, place: number, { topK, topP }: Cuts): boolean {
  return probability === 0 && (topP !== undefined || (topK !== undefined && place >= topK));
}

/** How many candidates are left, of all whose probabilities after the cuts are given. */
export function leftAfterCuts(probabilities: readonly number[], { topK, topP }: Cuts): number {
  if (topP !== undefined) return probabilities.filter((probability) => probability > 0).length;
  return Math.min(topK ?? probabilities.length, probabilities.length);
}
