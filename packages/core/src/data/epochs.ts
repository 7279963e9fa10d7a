/**
 * Draws without replacement: the numbers 0 … n−1 in a new order every epoch, as one endless row that batches are cut
 * from. So every example is seen once per epoch, all batches are full, and place k of the row depends on the seed alone.
 */
import { createRandom } from '@glassbox/kernels/random';
import { mixSeed } from '../foundations/random.ts';

/** Keeps the stream of an epoch's order apart from other streams of the same seed. */
const ORDER_STREAM = 0x0e90c;

/** Returns a function from a place of the endless row to an example's number in 0 … count − 1. */
export function epochRow(count: number, seed: number): (place: number) => number {
  let epoch = -1;
  let order: Int32Array = new Int32Array(0);
  return (place) => {
    const wanted = Math.floor(place / count);
    if (wanted !== epoch) {
      order = shuffled(count, mixSeed(seed, ORDER_STREAM, wanted));
      epoch = wanted;
    }
    return order[place % count] ?? 0;
  };
}

/**
 * Returns 0 … count − 1 in random order.
 *
 * @see Fisher & Yates 1938; Durstenfeld 1964, algorithm 235
 */
export function shuffled(count: number, seed: number): Int32Array {
  const random = createRandom(seed);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
