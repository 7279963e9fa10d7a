/** Two data sources taking turns, so that short rows need not be padded to the width of long ones. */
import type { BatchSource } from '@glassbox/core';

/**
 * Returns a source whose batch k comes from `long` if k is a multiple of `every`, else from `short`. Both must have the
 * same batchSize and seed; validation is that of `short`.
 */
export function takingTurns(short: BatchSource, long: BatchSource, every: number): BatchSource {
  let cursor = 0;
  return {
    batchSize: short.batchSize,
    blockSize: Math.max(short.blockSize, long.blockSize),
    get state() {
      return { seed: short.state.seed, cursor };
    },
    next: () => (cursor++ % every === 0 ? long : short).next(),
    validation: (count) => short.validation(count),
    restore(state) {
      cursor = state.cursor;
      const longTurns = Math.ceil(cursor / every);
      long.restore({ seed: state.seed, cursor: longTurns });
      short.restore({ seed: state.seed, cursor: cursor - longTurns });
    },
  };
}
