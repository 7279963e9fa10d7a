/**
 * Random tokens that repeat: each row is one random pattern of p tokens over and over, p drawn anew per row. Nothing can
 * be known about the first round; after it, everything, if the model can look back for the last time it saw this token
 * and copy what came next. That is an induction head, and it needs two layers: one head must mark each token with the
 * token before it, so that a later layer's head can find it.
 *
 * @see Olsson et al. 2022, "In-context Learning and Induction Heads"; Elhage et al. 2021, "A Mathematical Framework"
 */
import { createRandom } from '@glassbox/kernels/random';
import type { Batch } from '../../data/batch-source.ts';
import { checkWholeBetween } from '../../foundations/check-between.ts';
import { checkWhole } from '../../foundations/check-whole.ts';
import { mixSeed } from '../../foundations/random.ts';
import { measureInduction } from '../induction.ts';
import type { Task } from './task.ts';

export interface RepeatsSpec {
  readonly name: 'repeats';
  /** Different tokens. */
  readonly vocabSize: number;
  /** Tokens of a row. */
  readonly length: number;
  /** The shortest pattern, at least 2. */
  readonly minPeriod: number;
  /** The longest pattern; at most half of `length`, so that each repeats at least once. */
  readonly maxPeriod: number;
}

export interface RepeatRow {
  /** [T] */
  readonly tokenIds: Int32Array;
  readonly period: number;
}

/**
 * Returns the task of repeated patterns; its measures are those of `measureInduction`.
 *
 * @throws ConfigError if a number is out of range
 */
export function repeatsTask(spec: RepeatsSpec): Task {
  checkRepeats(spec);
  return {
    vocabSize: spec.vocabSize,
    blockSize: spec.length - 1,
    batch({ seed, index, batchSize }) {
      return nextTokenRows(drawRepeats(spec, { seed: mixSeed(seed, index, 0), count: batchSize }));
    },
    measure: (model, { seed, count, signal }) =>
      measureInduction(model, drawRepeats(spec, { seed: mixSeed(seed, 0, 1), count }), signal),
  };
}

/** Returns seeded rows, each one pattern repeated to the row's length; tokens are drawn with replacement. */
export function drawRepeats(spec: RepeatsSpec, { seed, count }: { seed: number; count: number }): RepeatRow[] {
  const { vocabSize, length, minPeriod, maxPeriod } = spec;
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const period = minPeriod + Math.floor(random.next() * (maxPeriod - minPeriod + 1));
    const pattern = Int32Array.from({ length: period }, () => Math.floor(random.next() * vocabSize));
    return { tokenIds: Int32Array.from({ length }, (_, place) => pattern[place % period] ?? 0), period };
  });
}

/** Rows of T + 1 tokens as a batch [B, T]: inputs, and the same moved on by one. */
export function nextTokenRows(rows: readonly RepeatRow[]): Batch {
  const T = (rows[0]?.tokenIds.length ?? 1) - 1;
  return {
    inputs: Int32Array.from(rows.flatMap(({ tokenIds }) => [...tokenIds.subarray(0, T)])),
    targets: Int32Array.from(rows.flatMap(({ tokenIds }) => [...tokenIds.subarray(1)])),
    shape: [rows.length, T],
  };
}

function checkRepeats({ vocabSize, length, minPeriod, maxPeriod }: RepeatsSpec): void {
  checkWhole('repeats', 'length', length, 4);
  checkWhole('repeats', 'minPeriod', minPeriod, 2);
  checkWholeBetween('repeats', 'maxPeriod', maxPeriod, minPeriod, Math.floor(length / 2));
  checkWhole('repeats', 'vocabSize', vocabSize, 2);
}
