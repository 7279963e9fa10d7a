/**
 * Cuts a long row of tokens into training batches: the last part is held out for validation, and each batch is made
 * of windows at random places of the first part. Batch number k of a seed is always the same, so the cursor k is all
 * that an exact resume needs.
 */
import { createRandom } from '@glassbox/kernels/random';
import { CorpusError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import type { Batch, BatchesState, BatchSource } from './batch-source.ts';
import { checkFraction, checkSource, type SourceOptions } from './check-source.ts';

export type { Batch, BatchShape } from './batch-source.ts';

/** A corpus as a data source: windows at random places. */
export interface Batches extends BatchSource {
  readonly trainTokenIds: Int32Array;
  readonly validationTokenIds: Int32Array;
  /** The same at most `count` batches each time: windows spread evenly over the validation part, none overlapping. */
  validation(count: number): Batch[];
}

/** How a corpus is cut into batches. */
export interface BatchesOptions extends SourceOptions {
  /** Share of the tokens, taken from the end, that is never trained on; in (0, 1). Default 0.1. */
  readonly validationFraction?: number;
}

/**
 * Returns the seeded data source of a row of tokens. Windows are drawn with replacement, as in nanoGPT.
 *
 * @param tokenIds the whole corpus, encoded
 * @throws ConfigError if an option is out of range; CorpusError if the text is too short for one window
 */
export function batches(tokenIds: Int32Array, options: BatchesOptions): Batches {
  const { batchSize, blockSize, seed, validationFraction = 0.1 } = options;
  checkFraction('batches', 'validationFraction', validationFraction, '0.1');
  const trainLength = tokenIds.length - Math.floor(tokenIds.length * validationFraction);
  return batchesOfParts(tokenIds.slice(0, trainLength), tokenIds.slice(trainLength), { batchSize, blockSize, seed });
}

/** Returns the data source of two parts that are already apart. */
export function batchesOfParts(
  trainTokenIds: Int32Array,
  validationTokenIds: Int32Array,
  options: SourceOptions,
): Batches {
  checkSource('batches', options);
  const { batchSize, blockSize, seed } = options;
  checkLengths(trainTokenIds.length, validationTokenIds.length, blockSize);
  let state: BatchesState = { seed, cursor: 0 };
  return {
    trainTokenIds,
    validationTokenIds,
    batchSize,
    blockSize,
    get state() {
      return state;
    },
    next() {
      const random = createRandom(mixSeed(state.seed, state.cursor));
      const places = trainTokenIds.length - blockSize;
      const starts = Array.from({ length: batchSize }, () => Math.floor(random.next() * places));
      state = { ...state, cursor: state.cursor + 1 };
      return windowsAt(trainTokenIds, starts, blockSize);
    },
    validation: (count) => validationBatches(validationTokenIds, count, { batchSize, blockSize }),
    restore(saved) {
      state = { seed: saved.seed, cursor: saved.cursor };
    },
    stored: () => ({
      kind: 'corpus',
      settings: { batchSize, blockSize },
      lists: { train: trainTokenIds, validation: validationTokenIds },
    }),
  };
}

function validationBatches(
  tokenIds: Int32Array,
  count: number,
  { batchSize, blockSize }: { batchSize: number; blockSize: number },
): Batch[] {
  const width = Math.min(blockSize, tokenIds.length - 1); // a short text still gets one, shorter, window
  const available = Math.floor((tokenIds.length - 1) / width);
  const chosen = Math.min(available, count * batchSize);
  const starts = Array.from({ length: chosen }, (_, i) => Math.floor((i * available) / chosen) * width);
  const result: Batch[] = [];
  for (let first = 0; first < chosen; first += batchSize) {
    result.push(windowsAt(tokenIds, starts.slice(first, first + batchSize), width));
  }
  return result;
}

function windowsAt(tokenIds: Int32Array, starts: readonly number[], width: number): Batch {
  const inputs = new Int32Array(starts.length * width);
  const targets = new Int32Array(starts.length * width);
  for (const [row, start] of starts.entries()) {
    inputs.set(tokenIds.subarray(start, start + width), row * width);
    targets.set(tokenIds.subarray(start + 1, start + 1 + width), row * width);
  }
  return { inputs, targets, shape: [starts.length, width] };
}

function checkLengths(trainLength: number, validationLength: number, blockSize: number): void {
  if (trainLength > blockSize && validationLength >= 2) return;
  throw new CorpusError(
    `batches: the text is too short: ${trainLength} tokens to train on and ${validationLength} to validate were found; ` +
      `at least ${blockSize + 1} and 2 were needed for blockSize ${blockSize}; use a longer text or a smaller blockSize.`,
  );
}
