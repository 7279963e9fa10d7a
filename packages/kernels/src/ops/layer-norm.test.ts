import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { layerNorm } from './layer-norm.ts';

test('(1, 3) becomes (−1, 1) before gain and bias', () => {
  const y = layerNorm(tensor2d([[1, 3]]), tensor1d([2, 2]), tensor1d([1, 1])).dataSync();
  expect(y[0]).toBeCloseTo(-1, 4);
  expect(y[1]).toBeCloseTo(3, 4);
});
