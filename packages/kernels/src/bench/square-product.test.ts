import { memory, ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { measureSquareProduct, squareFlop } from './square-product.ts';

test('a product of 32 × 32 has a speed, and leaves no tensor behind', async () => {
  await setBackend('cpu');
  await ready();
  const before = memory().numTensors;
  const ones = new Float32Array(32 * 32).fill(1);
  expect(await measureSquareProduct(ones, ones, { size: 32, turnMs: 1 })).toBeGreaterThan(0);
  expect(memory().numTensors).toBe(before);
});

test('a product of n × n takes 2·n³ multiplies and adds', () => {
  expect(squareFlop(10)).toBe(2000);
});
