import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { addLayerNorm } from './add-layer-norm.ts';

test('(1, 0) + (0, 3) goes on as (1, 3), and normalised as (−1, 1)', () => {
  const [x, residual] = [tensor2d([[1, 0]]), tensor2d([[0, 3]])];
  const { sum, normalised } = addLayerNorm(x, residual, tensor1d([1, 1]), tensor1d([0, 0]));
  expect([...sum.dataSync()]).toEqual([1, 3]);
  expect(normalised.dataSync()[0]).toBeCloseTo(-1, 4);
  expect(normalised.dataSync()[1]).toBeCloseTo(1, 4);
});
