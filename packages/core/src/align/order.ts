/** Seeded orders, so that step k of a seed always works on the same items: all a resumed run needs is k. */
import { createRandom } from '@glassbox/kernels';
import { mixSeed } from '../foundations/random.ts';

/** Returns 0…count−1 in a seeded order (Fisher–Yates). */
function shuffled(count: number, seed: number): number[] {
  const random = createRandom(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [order[i], order[j]] = [order[j] ?? j, order[i] ?? i];
  }
  return order;
}

/**
 * Returns the `count` items of step `step` (from 1): items are taken in rounds, every round in an order of its own, so
 * each is seen equally often.
 */
export function itemsOfStep<Item>(items: readonly Item[], count: number, seed: number, step: number): Item[] {
  const orders = new Map<number, number[]>();
  return Array.from({ length: count }, (_, i) => {
    const place = (step - 1) * count + i;
    const round = Math.floor(place / items.length);
    const order = orders.get(round) ?? shuffled(items.length, mixSeed(seed, round));
    orders.set(round, order);
    return items[order[place % items.length] ?? 0] as Item; // the order holds places of items only
  });
}

/** Returns lists of at most `size` places that together hold 0…count−1 once, in a seeded order. */
export function minibatches(count: number, size: number, seed: number): number[][] {
  const order = shuffled(count, seed);
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
}

/** Returns the items at some places of a list. */
export function pick<Item>(items: ArrayLike<Item>, places: readonly number[]): Item[] {
  return places.map((place) => items[place] as Item);
}
