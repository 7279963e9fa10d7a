import '@tensorflow/tfjs-backend-cpu';
import { type Scalar, sum, type Tensor, type Tensor2D, tensor2d, valueAndGrads } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { embedding } from './embedding.ts';

test('gives the rows asked for, and adds the gradients of a repeated token', () => {
  const weight = tensor2d([
    [1, 2],
    [3, 4],
  ]);
  const total = (w: Tensor) => sum<Scalar>(embedding(w as Tensor2D, Int32Array.of(1, 1, 0), [3]));
  const { value, grads } = valueAndGrads(total)([weight]);
  expect(value.dataSync()[0]).toBe(17);
  expect(grads[0]?.dataSync()).toEqual(Float32Array.of(1, 1, 2, 2));
});
