import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { linear } from './linear.ts';
import { matMul } from './mat-mul.ts';

const A = [
  [1, 2],
  [3, 4],
];
const B = [
  [5, 6],
  [7, 8],
];

test('the four forms, by hand', () => {
  const [a, b] = [tensor2d(A), tensor2d(B)];
  const values = (transposeA: boolean, transposeB: boolean) => [...matMul(a, b, { transposeA, transposeB }).dataSync()];
  expect(values(false, false)).toEqual([19, 22, 43, 50]);
  expect(values(true, false)).toEqual([26, 30, 38, 44]);
  expect(values(false, true)).toEqual([17, 23, 39, 53]);
  expect(values(true, true)).toEqual([23, 31, 34, 46]);
});

test('every matrix of a batch is multiplied by its own', () => {
  const a = tensor3d([1, 2, 3], [3, 1, 1]);
  const b = tensor3d([4, 5, 6], [3, 1, 1]);
  const y = matMul(a, b);
  expect(y.shape).toEqual([3, 1, 1]);
  expect([...y.dataSync()]).toEqual([4, 10, 18]);
});

test('bias comes before the activation, the residual after it', () => {
  const x = tensor2d([[1]]);
  const weight = tensor2d([[-30]]);
  const bias = tensor1d([10]);
  const residual = tensor2d([[7]]);
  expect(linear(x, weight, bias, { residual }).dataSync()[0]).toBe(-13);
  const y = linear(x, weight, bias, { residual, activation: 'gelu' }); // gelu(−20) is 0
  expect(y.dataSync()[0]).toBeCloseTo(7, 6);
});
