/** Puts a distribution and its shaped twin into rows: the model's order stays, so that bars grow and shrink in place. */
import { type Cuts, isCut } from '../parts/cuts.ts';
import type { DistributionPair } from '../worker/contract.ts';

export interface PairRow {
  text: string;
  probability: number;
  before: number;
  cut: boolean;
}

export function pairRows({ plain, shaped }: DistributionPair, limit: number, cuts: Cuts): PairRow[] {
  const after = new Map(shaped.map(({ text, probability }) => [text, probability]));
  return plain.slice(0, limit).map(({ text, probability }, place) => {
    const now = after.get(text) ?? 0;
    return { text, before: probability, probability: now, cut: isCut(now, place, cuts) };
  });
}
