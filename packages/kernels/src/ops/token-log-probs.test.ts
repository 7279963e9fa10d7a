import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { tokenLogProbs } from './token-log-probs.ts';

test('a token chosen by 3 to 1 has ln ¾, the other ln ¼', () => {
  const logits = tensor2d([
    [Math.log(3), 0],
    [Math.log(3), 0],
  ]);
  const y = tokenLogProbs(logits, Int32Array.of(0, 1)).dataSync();
  expect(y[0]).toBeCloseTo(Math.log(3 / 4), 6);
  expect(y[1]).toBeCloseTo(Math.log(1 / 4), 6);
});
