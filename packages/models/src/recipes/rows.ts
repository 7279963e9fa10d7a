/** Training data whose every row is a whole thing (an image, a melody) from its first token on, padded at the right. */
import { type Batch, type BatchSource, createRandom } from '@glassbox/core';

/** A target that does not count. */
const NOT_COUNTED = -1;

export interface RowsOptions {
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * Returns the data source of rows of at least two tokens: every epoch sees each training row once, in an order of its
 * own. The first token of a row is given, all others are to be predicted.
 */
export function rowBatches(
  train: readonly Int32Array[],
  validation: readonly Int32Array[],
  { batchSize, seed }: RowsOptions,
): BatchSource {
  const blockSize = Math.max(...[...train, ...validation].map((row) => row.length)) - 1;
  let state = { seed, cursor: 0 };
  const orders = new Map<number, Uint32Array>(); // by the seed of the epoch

  /** Row number `place` of an endless row of shuffled epochs. */
  function rowAt(place: number): Int32Array {
    const epochSeed = state.seed + Math.floor(place / train.length);
    const order = orders.get(epochSeed) ?? shuffledIndices(train.length, epochSeed);
    orders.set(epochSeed, order);
    return train[order[place % train.length] ?? 0] ?? new Int32Array();
  }

  return {
    batchSize,
    blockSize,
    get state() {
      return state;
    },
    next() {
      const first = state.cursor * batchSize;
      const rows = Array.from({ length: batchSize }, (_, i) => rowAt(first + i));
      state = { ...state, cursor: state.cursor + 1 };
      return toBatch(rows);
    },
    validation: (count) =>
      Array.from({ length: Math.min(count, Math.ceil(validation.length / batchSize)) }, (_, i) =>
        toBatch(validation.slice(i * batchSize, (i + 1) * batchSize)),
      ),
    restore(saved) {
      state = { seed: saved.seed, cursor: saved.cursor };
    },
  };
}

/** Rows side by side, [B, T] with T that of the longest. */
function toBatch(rows: readonly Int32Array[]): Batch {
  const width = Math.max(...rows.map((row) => row.length)) - 1;
  const inputs = new Int32Array(rows.length * width);
  const targets = new Int32Array(rows.length * width).fill(NOT_COUNTED);
  for (const [index, row] of rows.entries()) {
    inputs.set(row.subarray(0, -1), index * width);
    targets.set(row.subarray(1), index * width);
  }
  return { inputs, targets, shape: [rows.length, width] };
}

/** 0 … count - 1 in a seeded order (Fisher–Yates). */
export function shuffledIndices(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const random = createRandom(seed);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
