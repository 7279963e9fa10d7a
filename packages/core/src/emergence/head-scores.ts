/**
 * How well heads do induction: on a repeated random pattern, the share of a token's attention that goes to the tokens
 * which followed its earlier occurrences in the earlier rounds (prefix matching). The small models of our sweep look
 * a token or more further, perhaps because the first layer told the tokens there what stood before them. So the share is
 * also given for the best of a few shifts.
 */
import type { Gpt } from '../model/gpt.ts';
import { inspect } from '../model/inspect.ts';
import { mean } from './scores.ts';
import type { RepeatRow } from './tasks/repeat-rows.ts';

/** Places past the earlier occurrence that are tried; the first is the published score. */
const SHIFTS = [1, 2, 3, 4] as const;

/** How far each head of a model is an induction head, and a previous-token head, on repeated random patterns. */
export interface HeadScores {
  /** [nLayer][H]: mean prefix-matching score, 0…1. */
  readonly prefixMatching: readonly (readonly number[])[];
  /** [nLayer][H]: the largest of the mean scores at shifts 1 to 4: attention that keeps step with earlier rounds. */
  readonly inStep: readonly (readonly number[])[];
  /** [nLayer][H]: mean attention to the token just before, 0…1: the head that an induction head needs below it. */
  readonly previousToken: readonly (readonly number[])[];
}

/**
 * Returns one head's prefix-matching score on one row, 0…1: the mean, over tokens after the first round, of the attention
 * they pay to the places i − p + d, i − 2p + d, … with d the shift; for d = 1 these hold what followed the token earlier.
 *
 * @param attention [T, T] row-major: weight of token j for token i at i·T + j
 * @param row.shift d, from 1 up to p; default 1, the published score
 * @see Olsson et al. 2022, appendix "Head activation evaluators" (prefix matching score)
 */
export function prefixMatchingScore(
  attention: ArrayLike<number>,
  { length, period, shift = 1 }: { readonly length: number; readonly period: number; readonly shift?: number },
): number {
  const shares: number[] = [];
  for (let place = period; place < length; place++) {
    let share = 0;
    for (let match = place - period + shift; match > 0; match -= period) {
      if (match <= place) share += attention[place * length + match] ?? Number.NaN; // place 0 follows nothing
    }
    shares.push(share);
  }
  return mean(shares);
}

/**
 * Returns the scores of every head, averaged over rows.
 *
 * @param rows at least one, none longer than the model's blockSize; `drawRepeats` makes them
 * @throws ShapeError if a row is too long or holds an unknown token; the signal's reason if it is aborted
 * @example const { prefixMatching } = await headScores(model, drawRepeats(spec, { seed: 1, count: 32 }));
 */
export async function headScores(model: Gpt, rows: readonly RepeatRow[], signal?: AbortSignal): Promise<HeadScores> {
  const sums = createHeadSums(model);
  for (const { tokenIds, period } of rows) {
    signal?.throwIfAborted();
    const { attention } = await inspect(model, tokenIds, { lensPlaces: [] });
    sums.add(attention.values, tokenIds.length, period);
  }
  return sums.means();
}

/** Adds up the scores of every head over rows. */
export function createHeadSums({ config: { nLayer, nHead } }: Gpt) {
  const heads = Array.from({ length: nLayer * nHead }, () => ({
    byShift: SHIFTS.map((): number[] => []),
    previous: [] as number[],
  }));
  const table = (score: (head: (typeof heads)[number]) => number) =>
    Array.from({ length: nLayer }, (_, layer) => heads.slice(layer * nHead, (layer + 1) * nHead).map(score));
  return {
    /** `attention` is [nLayer, H, T, T]. */
    add(attention: Float32Array, length: number, period: number): void {
      for (const [index, head] of heads.entries()) {
        const map = attention.subarray(index * length ** 2, (index + 1) * length ** 2);
        for (const [i, shift] of SHIFTS.entries()) {
          if (shift < period) head.byShift[i]?.push(prefixMatchingScore(map, { length, period, shift }));
        }
        head.previous.push(previousTokenScore(map, length));
      }
    },
    means: (): HeadScores => ({
      prefixMatching: table(({ byShift }) => mean(byShift[0] ?? [])),
      inStep: table(({ byShift }) => Math.max(...byShift.filter(({ length }) => length > 0).map(mean))),
      previousToken: table(({ previous }) => mean(previous)),
    }),
  };
}

function previousTokenScore(attention: ArrayLike<number>, length: number): number {
  const places = Array.from({ length: length - 1 }, (_, index) => index + 1);
  return mean(places.map((place) => attention[place * length + place - 1] ?? Number.NaN));
}
