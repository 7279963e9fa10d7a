/** Which samples each step of gradient descent looks at: all, or a few, in a new seeded order each time round. */
import { createRandom, type Random } from '@glassbox/kernels/random';

/** Yields index lists without end; each time round every sample comes once, the last list may be shorter. */
export function* miniBatches(count: number, batchSize: number, seed: number): Generator<Int32Array, never> {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  const random = createRandom(seed);
  while (true) {
    if (batchSize >= count) {
      yield all; // the order does not matter to a sum over all
      continue;
    }
    const order = shuffled(all, random);
    for (let first = 0; first < count; first += batchSize) yield order.slice(first, first + batchSize);
  }
}

/** Returns a copy in random order. Fisher & Yates 1938, Durstenfeld's in-place form. */
export function shuffled(values: Int32Array, random: Random): Int32Array {
  const result = values.slice();
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [result[last], result[other]] = [result[other] ?? 0, result[last] ?? 0];
  }
  return result;
}
