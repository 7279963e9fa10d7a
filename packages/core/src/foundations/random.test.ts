import { createRandom } from '@glassbox/kernels/random';
import { expect, it } from 'vitest';
import { drawNormal, mixSeed } from './random.ts';

it('draws normal numbers of mean 0, deviation 1 and the right tails', () => {
  const random = createRandom(1);
  const draws = Array.from({ length: 100_000 }, () => drawNormal(random));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  const beyondTwo = draws.filter((draw) => Math.abs(draw) > 2).length / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.016); // five standard errors
  expect(Math.abs(variance - 1)).toBeLessThan(0.023);
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.0033);
});

it('makes seeds that depend on every part and their order', () => {
  const seeds = [
    mixSeed(1, 2),
    mixSeed(2, 1),
    mixSeed(1, 3),
    mixSeed(1),
    mixSeed(1, 2, 0),
    mixSeed(0, 0),
    mixSeed(-1, 0),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(mixSeed(1, 2)).toBe(seeds[0]);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
});
