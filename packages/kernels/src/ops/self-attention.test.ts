import '@tensorflow/tfjs-backend-cpu';
import { type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { cachedAttention, createKvCache } from './cached-attention.ts';
import { selfAttention } from './self-attention.ts';

/** One head of one dimension whose queries are 0: every visible key weighs the same, so y is a mean of values. */
function evenHead(values: number[]): Tensor3D {
  return tensor3d(
    values.flatMap((value) => [0, 5, value]),
    [1, values.length, 3],
  );
}

test('without preference, each token gets the mean of what it may see', () => {
  const qkv = evenHead([3, 9, 6]);
  expect([...selfAttention(qkv, { nHead: 1 }).dataSync()]).toEqual([3, 6, 6]);
  expect([...selfAttention(qkv, { nHead: 1, causal: false }).dataSync()]).toEqual([6, 6, 6]);
});

test('masked keys are not seen, and a query that sees none gets 0', () => {
  const qkv = evenHead([3, 9, 6]);
  const mask = Uint8Array.of(0, 1, 1);
  const y = selfAttention(qkv, { nHead: 1, mask }).dataSync();
  expect(y[0]).toBe(0);
  expect(y[1]).toBe(9);
  expect(y[2]).toBeCloseTo(7.5, 6);
});

test('a cache goes on where it stopped', () => {
  const cache = createKvCache({ batch: 1, blockSize: 3, nEmbd: 1 });
  const step = (value: number) => cachedAttention(evenHead([value]), cache, { nHead: 1 }).dataSync()[0];
  expect([step(3), step(9), step(6)]).toEqual([3, 6, 6]);
  expect(() => step(1)).toThrow(/T ≤ 0, the room left in a cache of 3/);
  expect(cache.length).toBe(3);
  cache.dispose();
});
