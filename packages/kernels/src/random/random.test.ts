import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('draws are uniform, repeat from their seed, and go on from a stored state', () => {
  const random = createRandom(42);
  const draws = Array.from({ length: 10_000 }, () => random.next());
  expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 1);
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  const resumed = createRandom(random.state);
  expect(resumed.next()).toBe(random.next());
  expect(createRandom(42).next()).toBe(draws[0]);
});

test('a seed that is no integer is refused', () => {
  expect(() => createRandom(0.5)).toThrow(/seed is 0.5; an integer was needed/);
});
