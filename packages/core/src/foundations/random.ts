/** Seeds made from seeds, and the normal distribution, on top of the one generator of @glassbox/kernels. */
import { createRandom, type Random } from '@glassbox/kernels/random';

/**
 * Returns a new 32-bit seed that depends on every part and their order, so that batch 7 of seed 1 and dropout of
 * step 7 of seed 1 draw from unrelated streams. Each part is passed through one step of the generator.
 *
 * @param parts integers; their low 32 bits count
 */
export function mixSeed(...parts: readonly number[]): number {
  let seed = 0;
  for (const part of parts) seed = Math.floor(createRandom((seed ^ part) >>> 0).next() * 2 ** 32);
  return seed;
}

/**
 * Returns one draw from N(0, 1): √(−2·ln u₁)·cos(2π·u₂), with u₁ kept off 0.
 *
 * @see Box & Muller 1958
 */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
