import '@tensorflow/tfjs-backend-cpu';
import { tensor4d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { seededValues } from '../../test/compute.ts';
import { causalAttention } from './attention.ts';

test('the first query sees the first key alone, and no later key changes an earlier row', () => {
  const shape: [number, number, number, number] = [1, 1, 3, 2];
  const q = tensor4d(seededValues(shape, 1), shape);
  const k = tensor4d(seededValues(shape, 2), shape);
  const values = seededValues(shape, 3);
  const run = (v: Float32Array) => causalAttention(q, k, tensor4d(v, shape)).dataSync();
  const before = run(values);
  expect(before.slice(0, 2)).toEqual(values.slice(0, 2));
  const changed = values.slice();
  changed.set([9, 9], 4);
  expect(run(changed).slice(0, 4)).toEqual(before.slice(0, 4));
  expect(run(changed).slice(4)).not.toEqual(before.slice(4));
});
