import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { linearInt8, quantizeInt8 } from './int8.ts';

test('two columns, by hand: 127 steps to the largest, halves rounded up, four columns to a word', () => {
  const weight = tensor2d([
    [1, 0],
    [-0.5, 0],
  ]);
  const small = quantizeInt8(weight);
  expect(small.scales.dataSync()[0]).toBeCloseTo(1 / 127, 8);
  expect(small.scales.dataSync()[1]).toBe(0);
  expect([...small.values.dataSync()]).toEqual([127, 256 - 63]); // −63.5 becomes −63; missing columns are 0
  const y = linearInt8(tensor2d([[1, 1]]), small, tensor1d([0, 5])).dataSync();
  expect(y[0]).toBeCloseTo(64 / 127, 6);
  expect(y[1]).toBe(5);
});
