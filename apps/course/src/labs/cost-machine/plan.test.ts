import { expect, it } from 'vitest';
import type { RacePoint } from './contract.ts';
import { measurePlainProduct, plainProduct } from './plain-product.ts';
import { choiceOfSpeedup, fastest, finalSpeed, firstChoices, readChoices, speedup, yearsFor } from './plan.ts';

const points: RacePoint[] = [
  { runner: 'js', size: 256, gflops: 9 },
  { runner: 'js', size: 512, gflops: 2 },
  { runner: 'wasm', size: 512, gflops: 20 },
];

it('reads the race on the largest matrix', () => {
  expect(finalSpeed(points, 'js')).toBe(2);
  expect(speedup(points)).toBe(10);
  expect(speedup(points, 'webgpu')).toBeUndefined();
  expect(fastest(points)?.runner).toBe('wasm');
  expect([1, 3, 10, 40].map(choiceOfSpeedup)).toEqual([0, 1, 2, 3]);
});

it('says how many years a model would take here', () => {
  expect(yearsFor('gpt3-175b', 100)).toBeCloseTo(99_500, -3);
});

it('survives a round trip through JSON and drops what is unsound', () => {
  const choices = { ...firstChoices(), year: 1981, guess: 3 };
  expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  expect(readChoices({ year: 1999, model: 'hal', used: 7, guess: 99 })).toEqual({ ...firstChoices(), guess: 0 });
});

it('multiplies by hand what can be checked by hand, at some speed', () => {
  const [a, b] = [Float32Array.from([1, 2, 3, 4]), Float32Array.from([5, 6, 7, 8])];
  expect([...plainProduct(a, b, 2)]).toEqual([19, 22, 43, 50]);
  expect(measurePlainProduct(a, b, 2, 1)).toBeGreaterThan(0);
});
