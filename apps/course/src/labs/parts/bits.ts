/** Surprise in bits: how beliefs are scored when the truth comes out. */

/** Part of every guess that is kept for what nobody thought of, so that no guess can cost infinitely many bits. */
const RESERVE = 0.05;

/** The surprise, in bits, of an outcome that was given `probability` (0 to 1]. */
export function bits(probability: number): number {
  return -Math.log2(probability);
}

/** "As unsure as among this many equally likely characters": 2 to the mean bits. */
export function perplexity(meanBits: number): number {
  return 2 ** meanBits;
}

/** Shannon entropy in bits; zero probabilities add nothing. */
export function entropyBits(probabilities: Iterable<number>): number {
  let sum = 0;
  for (const p of probabilities) if (p > 0) sum -= p * Math.log2(p);
  return sum;
}

export interface Belief {
  /** Chips per named candidate. */
  chips: ReadonlyMap<string, number>;
  /** All chips there are; those not placed stand for "something else". */
  chipCount: number;
}

/**
 * The probability that a belief gives to `truth`. `frequency` tells how common each character is in the corpus (sums to
 * 1): the chips for "something else" are spread by it over the characters that were not named, and the reserve over all.
 */
export function beliefProbability(belief: Belief, truth: string, frequency: (character: string) => number): number {
  const placed = [...belief.chips.values()].reduce((sum, count) => sum + count, 0);
  const elseShare = (belief.chipCount - placed) / belief.chipCount;
  const named = (belief.chips.get(truth) ?? 0) / belief.chipCount;
  const namedFrequency = [...belief.chips].reduce((sum, [text, count]) => sum + (count > 0 ? frequency(text) : 0), 0);
  const unnamedShare = named > 0 || namedFrequency >= 1 ? 0 : (elseShare * frequency(truth)) / (1 - namedFrequency);
  return (1 - RESERVE) * (named + unnamedShare) + RESERVE * frequency(truth);
}
