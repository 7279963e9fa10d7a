/** What the tries say. Pure. */
import type { Candidate, HeadCost } from './contract.ts';

/** From these many bits on, the second and the third choice of the prediction are right. */
const CHOICE_FROM = [0.2, 1];

export interface WorstHead {
  layer: number;
  head: number;
  /** Bits per character that the text costs more without it. */
  more: number;
  /** How many heads the text is better off without. */
  harmful: number;
}

/** Returns the head that is missed most, or undefined before any was tried. */
export function worstHead(costs: readonly HeadCost[], all: number): WorstHead | undefined {
  const [first, ...others] = costs;
  if (!first) return undefined;
  const worst = others.reduce((most, cost) => (cost.bits > most.bits ? cost : most), first);
  const harmful = costs.filter(({ bits }) => bits < all).length;
  return { layer: worst.layer, head: worst.head, more: worst.bits - all, harmful };
}

/** Returns which of the three choices of the prediction so many bits are. */
export function choiceOfBits(bits: number): number {
  return CHOICE_FROM.filter((from) => bits >= from).length;
}

/** Returns the likeliest tokens now, each with its chance before; what fell out of the list is not shown. */
export function changedRows(
  before: readonly Candidate[] = [],
  now: readonly Candidate[] = [],
): { text: string; probability: number; before?: number }[] {
  return now.map(({ text, probability }) => {
    const earlier = before.find((candidate) => candidate.text === text)?.probability;
    return { text, probability, ...(earlier !== undefined && { before: earlier }) };
  });
}
