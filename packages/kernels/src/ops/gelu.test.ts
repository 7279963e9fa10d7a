import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { gelu } from './gelu.ts';

test('gelu is 0 at 0, x for large x, 0 for very negative x, and 0.8412 at 1', () => {
  const y = gelu(tensor1d([0, 20, -20, 1])).dataSync();
  expect(y[0]).toBe(0);
  expect(y[1]).toBeCloseTo(20, 5);
  expect(y[2]).toBeCloseTo(0, 6);
  expect(y[3]).toBeCloseTo(0.841192, 5);
});
