import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { KernelError } from '../errors.ts';
import { dropout } from './dropout.ts';

test('drops about its rate, scales the rest, and depends on the seed alone', () => {
  const x = tensor1d(new Float32Array(10_000).fill(1));
  const [first, again, other] = [7, 7, 8].map((seed) => dropout(x, 0.25, seed).dataSync());
  const dropped = first?.filter((value) => value === 0).length ?? 0;
  expect(dropped).toBeGreaterThan(2300);
  expect(dropped).toBeLessThan(2700);
  expect(first?.find((value) => value !== 0)).toBeCloseTo(4 / 3, 6);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('refuses a rate of 1 and a seed that is no integer', () => {
  const x = tensor1d([1]);
  expect(() => dropout(x, 1, 7)).toThrow(KernelError);
  expect(() => dropout(x, 0.5, 0.5)).toThrow(/seed is 0.5; an integer was needed/);
});
