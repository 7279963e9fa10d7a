/** Drawing without replacement. */
import type { Random } from '@glassbox/kernels/random';

/** Returns `count` different whole numbers from 0 up to, but not, `limit`, in random order. */
export function drawDistinct(random: Random, limit: number, count: number): number[] {
  return Array.from({ length: limit }, (_, value) => ({ value, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ value }) => value);
}
