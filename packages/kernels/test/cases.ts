/** The one table of cases that every backend must agree on, forward and backward: odd sizes, 1, primes, 257, T = 1. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  causalAttention,
  crossEntropy,
  dropout,
  embedding,
  gelu,
  layerNorm,
  linear,
  type MatMulOptions,
  matMul,
} from '../src/index.ts';

export interface KernelCase {
  title: string;
  /** Shapes of the differentiable inputs, filled with seeded values in (−1, 1)·scale. */
  shapes: number[][];
  scale?: number;
  run(inputs: Tensor[]): Tensor;
}

const PRODUCTS: [string, number[], number[], MatMulOptions][] = [
  ['1×1×1', [1, 1], [1, 1], {}],
  ['odd, plain', [5, 7], [7, 3], {}],
  ['odd, Aᵀ', [7, 5], [7, 3], { transposeA: true }],
  ['odd, Bᵀ', [5, 7], [3, 7], { transposeB: true }],
  ['odd, AᵀBᵀ', [7, 5], [3, 7], { transposeA: true, transposeB: true }],
  ['257 rows', [257, 13], [13, 65], {}],
  ['blocks, Aᵀ', [130, 100], [130, 17], { transposeA: true }],
  ['blocks, Bᵀ', [97, 24], [101, 24], { transposeB: true }],
  ['deeper than one block', [9, 521], [521, 10], {}],
  ['wider than one block', [3, 5], [5, 523], {}],
  ['batch', [2, 3, 5, 4], [2, 3, 4, 9], {}],
  ['batch, AᵀBᵀ', [3, 11, 5], [3, 6, 11], { transposeA: true, transposeB: true }],
];

const ATTENTION_SHAPES = [
  [1, 1, 1, 1],
  [2, 3, 5, 7],
  [1, 2, 49, 16],
  [1, 1, 131, 65],
  [1, 1, 257, 3],
];

const everyNth = (count: number, vocabSize: number, step: number) =>
  Int32Array.from({ length: count }, (_, i) => (i * step) % vocabSize);

const withIgnored = (labels: Int32Array) => labels.map((label, i) => (i % 3 === 1 ? -1 : label));

const shapeName = (shape: number[]) => `[${shape.join(', ')}]`;

export const CASES: KernelCase[] = [
  ...PRODUCTS.map(([title, a, b, options]) => ({
    title: `matMul ${title}`,
    shapes: [a, b],
    run: ([x, y]: Tensor[]) => matMul(x as Tensor, y as Tensor, options),
  })),
  ...[
    [1, 1, 1],
    [7, 13, 5],
    [257, 33, 65],
  ].map(([n = 0, c = 0, e = 0]) => ({
    title: `linear ${n}×${c}×${e}`,
    shapes: [[n, c], [c, e], [e]],
    run: ([x, w, b]: Tensor[]) => linear(x as Tensor2D, w as Tensor2D, b as Tensor1D),
  })),
  ...[[1], [3], [257], [4, 5, 6]].map((shape) => ({
    title: `gelu ${shapeName(shape)}`,
    shapes: [shape],
    scale: 4,
    run: ([x]: Tensor[]) => gelu(x as Tensor),
  })),
  ...[
    [2, 5, 64],
    [7, 13],
    [3, 257],
    [70, 3],
  ].map((shape) => ({
    title: `layerNorm ${shapeName(shape)}`,
    shapes: [shape, shape.slice(-1), shape.slice(-1)],
    run: ([x, g, b]: Tensor[]) => layerNorm(x as Tensor, g as Tensor1D, b as Tensor1D),
  })),
  ...ATTENTION_SHAPES.map((shape) => ({
    title: `causalAttention ${shapeName(shape)}`,
    shapes: [shape, shape, shape],
    scale: 2,
    run: ([q, k, v]: Tensor[]) => causalAttention(q as Tensor4D, k as Tensor4D, v as Tensor4D),
  })),
  ...[
    [1, 1, 1],
    [13, 7, 30],
    [257, 33, 64],
  ].map(([vocabSize = 0, width = 0, count = 0]) => ({
    title: `embedding of ${count} tokens in [${vocabSize}, ${width}]`,
    shapes: [[vocabSize, width]],
    run: ([w]: Tensor[]) => embedding(w as Tensor2D, everyNth(count, vocabSize, 7), [count, 1]),
  })),
  ...[
    [1, 1],
    [5, 13],
    [70, 65],
    [3, 2053],
  ].map(([rows = 0, vocabSize = 0]) => ({
    title: `crossEntropy ${rows}×${vocabSize}`,
    shapes: [[rows, vocabSize]],
    scale: 5,
    run: ([logits]: Tensor[]) => crossEntropy(logits as Tensor2D, everyNth(rows, vocabSize, 11)),
  })),
  {
    title: 'crossEntropy with ignored rows',
    shapes: [[8, 17]],
    run: ([logits]) => crossEntropy(logits as Tensor2D, withIgnored(everyNth(8, 17, 5))),
  },
  {
    title: 'crossEntropy with every row ignored',
    shapes: [[3, 5]],
    run: ([logits]) => crossEntropy(logits as Tensor2D, new Int32Array(3).fill(-1)),
  },
  {
    title: 'crossEntropy of logits near ±1e4',
    shapes: [[4, 9]],
    scale: 1e4,
    run: ([logits]) => crossEntropy(logits as Tensor2D, everyNth(4, 9, 2)),
  },
  ...[0.1, 0.5].map((rate) => ({
    title: `dropout of ${rate}`,
    shapes: [[3, 257]],
    run: ([x]: Tensor[]) => dropout(x as Tensor, rate, 12345),
  })),
];
