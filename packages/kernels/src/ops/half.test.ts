import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { fromHalf, toHalf } from './half.ts';

test('a third is nearest to 0x3555 as float16 and to 0x3eab as bfloat16', async () => {
  const third = tensor1d([1 / 3]);
  expect([...(await toHalf(third, 'float16'))]).toEqual([0x3555]);
  expect([...(await toHalf(third, 'bfloat16'))]).toEqual([0x3eab]);
});

test('an odd number of patterns keeps its order and its shape', () => {
  const x = fromHalf(Uint16Array.of(0x3c00, 0xc000, 0x7bff), 'float16', [3, 1]);
  expect(x.shape).toEqual([3, 1]);
  expect([...x.dataSync()]).toEqual([1, -2, 65504]);
});
