/** Rows that walk along cycles of their own: what models learn from, and what heads are scored on. */
import { createRandom } from '@glassbox/kernels/random';
import { drawDistinct } from './draw-distinct.ts';

/** Random tokens that repeat within a row. */
export interface RepeatsSpec {
  readonly name: 'repeats';
  /** Different tokens. */
  readonly vocabSize: number;
  /** Tokens of a row. */
  readonly length: number;
  /** The shortest cycle, at least 2. */
  readonly minPeriod: number;
  /** The longest cycle; at most half of `length`, so that each repeats, and at most vocabSize. */
  readonly maxPeriod: number;
  /** Chance of a jump at each token while training, 0 to 1; test rows never jump. Default 0.25. */
  readonly jump?: number;
  /** Share of the training rows that are habit instead, 0 to 1; no test row is. Default 0.5. */
  readonly habits?: number;
}

/** One row that repeats, and after how many tokens. */
export interface RepeatRow {
  /** [T] */
  readonly tokenIds: Int32Array;
  readonly period: number;
}

/** Returns seeded rows, each a walk along its own cycle; without a jump (the default) one pattern over and over. */
export function drawRepeats(
  { vocabSize, length, minPeriod, maxPeriod }: RepeatsSpec,
  { seed, count, jump = 0 }: { readonly seed: number; readonly count: number; readonly jump?: number },
): RepeatRow[] {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random.next() * limit);
  return Array.from({ length: count }, () => {
    const period = minPeriod + below(maxPeriod - minPeriod + 1);
    const cycle = drawDistinct(random, vocabSize, period);
    let place = -1;
    const tokenIds = Int32Array.from({ length }, () => {
      place = random.next() < jump ? below(period) : (place + 1) % period;
      return cycle[place] ?? 0;
    });
    return { tokenIds, period };
  });
}
