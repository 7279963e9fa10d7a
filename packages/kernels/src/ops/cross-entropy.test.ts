import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { crossEntropy } from './cross-entropy.ts';

test('even logits cost ln V, and 0 when every row is ignored', () => {
  const logits = tensor2d([0, 0, 0, 0], [1, 4]);
  expect(crossEntropy(logits, Int32Array.of(2)).dataSync()[0]).toBeCloseTo(Math.log(4), 6);
  expect(crossEntropy(logits, Int32Array.of(-1)).dataSync()[0]).toBe(0);
});

test('an ignored row does not change the mean of the others', () => {
  const two = tensor2d([
    [1, 2, 3],
    [9, -9, 0],
  ]);
  const one = tensor2d([[1, 2, 3]]);
  const expected = crossEntropy(one, Int32Array.of(0)).dataSync();
  expect(crossEntropy(two, Int32Array.of(0, -1)).dataSync()).toEqual(expected);
});
