import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { uniform } from './uniform.ts';

test('draws are even over [0, 1), and depend on the seed alone', () => {
  const draws = uniform([10_000], 7).dataSync();
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = draws.filter((draw) => Math.floor(draw * 10) === tenth).length;
    expect(count).toBeGreaterThan(850);
    expect(count).toBeLessThan(1150);
  }
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(uniform([10_000], 7).dataSync()).toEqual(draws);
  expect(uniform([10_000], 8).dataSync()).not.toEqual(draws);
});
