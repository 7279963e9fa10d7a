/** Cases large enough that the kernels cut them into pieces for several threads; the table's are mostly too small for that. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { addLayerNorm, crossEntropy, embedding, gelu, linear, matMul, selfAttention } from '../src/index.ts';
import type { KernelCase } from './cases.ts';

const ids = (count: number, vocabSize: number) => Int32Array.from({ length: count }, (_, i) => (i * 31) % vocabSize);

export const LARGE_CASES: KernelCase[] = [
  {
    title: 'linear 1031×130×259 with GELU and residual',
    shapes: [[1031, 130], [130, 259], [259], [1031, 259]],
    run: ([x, weight, bias, residual]) =>
      linear(x as Tensor2D, weight as Tensor2D, bias as Tensor1D, {
        activation: 'gelu',
        residual: residual as Tensor2D,
      }),
  },
  {
    title: 'matMul of 7 pairs, AᵀBᵀ',
    shapes: [
      [7, 65, 131],
      [7, 97, 65],
    ],
    run: ([a, b]) => matMul(a as Tensor, b as Tensor, { transposeA: true, transposeB: true }),
  },
  {
    title: 'selfAttention of 3 × 129 positions, 4 heads',
    shapes: [[3, 129, 192]],
    run: ([qkv]) => selfAttention(qkv as Tensor3D, { nHead: 4 }),
  },
  {
    title: 'addLayerNorm of 2,053 rows',
    shapes: [[2053, 67], [2053, 67], [67], [67]],
    run: ([x, residual, gain, bias]) => {
      const { normalised, sum } = addLayerNorm(x as Tensor2D, residual as Tensor2D, gain as Tensor1D, bias as Tensor1D);
      return [normalised, sum];
    },
  },
  { title: 'gelu of 150,001 elements', shapes: [[150_001]], run: ([x]) => gelu(x as Tensor) },
  {
    title: 'embedding of 3,001 ids',
    shapes: [[97, 131]],
    run: ([weight]) => embedding(weight as Tensor2D, ids(3001, 97), [3001]),
  },
  {
    title: 'crossEntropy of 2,053 rows',
    shapes: [[2053, 97]],
    run: ([logits]) => crossEntropy(logits as Tensor2D, ids(2053, 97)),
  },
];
