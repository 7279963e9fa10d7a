/** Several data sources taking turns, so that short rows need not be padded to the width of long ones. */
import type { BatchSource } from '@glassbox/core';

/**
 * Returns a source whose batch k comes from source k mod n. All must have the same batchSize and seed; validation is
 * that of the first. One source may stand in several places.
 *
 * @param sources at least one
 */
export function takingTurns(first: BatchSource, ...others: readonly BatchSource[]): BatchSource {
  const sources = [first, ...others];
  let cursor = 0;
  return {
    batchSize: first.batchSize,
    blockSize: Math.max(...sources.map(({ blockSize }) => blockSize)),
    get state() {
      return { seed: first.state.seed, cursor };
    },
    next: () => (sources[cursor++ % sources.length] ?? first).next(),
    validation: (count) => first.validation(count),
    restore({ seed, cursor: turns }) {
      cursor = turns;
      for (const source of new Set(sources)) {
        const places = sources.flatMap((one, place) => (one === source ? [place] : []));
        const taken = places.map((place) => Math.max(0, Math.ceil((turns - place) / sources.length)));
        source.restore({ seed, cursor: taken.reduce((sum, count) => sum + count, 0) });
      }
    },
  };
}
