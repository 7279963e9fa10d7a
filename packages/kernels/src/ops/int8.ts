/**
 * Weights in 8 bits for generation: a product with one row of x is as fast as its weights can be read, and these are a
 * quarter as many bytes. Symmetric, one scale per output column. Not differentiable.
 */
import {
  abs,
  add,
  div,
  floor,
  greater,
  matMul,
  max,
  mul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  where,
} from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput } from '../outputs.ts';
import { type Activation, checkActivation, checkShape, failShape } from '../validate.ts';
import { geluByOps } from './gelu.ts';

/** The largest magnitude used: −128 is left out so that the range is symmetric. */
const LARGEST = 127;

/** A quantized weight; the caller of `quantizeInt8` owns it. w[c, e] ≈ values[c, e]·scales[e] */
export interface Int8Weight {
  /** int32 [C, ⌈E/4⌉]: four columns per word, the first in the low byte, two's complement; missing columns are 0. */
  readonly values: Tensor2D;
  /** float32 [E], max|w|/127 of the column; 0 for a column of zeros. */
  readonly scales: Tensor1D;
  /** [C, E] */
  readonly shape: readonly [number, number];
  /** Frees both tensors; twice is harmless. */
  dispose(): void;
}

const quantizeKernel = defineKernel<{ weight: Tensor }, object>({
  name: 'GlassboxQuantizeInt8',
  reference: ({ weight }) => {
    const [rows = 0, columns = 0] = weight.shape;
    const scales = div(max(abs(weight), 0), LARGEST); // [E]
    // A column of zeros has scale 0; any divisor gives it zeros.
    const levels = floor(add(div(weight, where(greater(scales, 0), scales, 1)), 0.5)); // [C, E]
    return [tensor2d(packBytes(levels.dataSync(), rows, columns), [rows, Math.ceil(columns / 4)], 'int32'), scales];
  },
});

const linearInt8Kernel = defineKernel<
  { x: Tensor; values: Tensor; scales: Tensor; bias?: Tensor; residual?: Tensor },
  { activation: Activation; columns: number }
>({
  name: 'GlassboxLinearInt8',
  reference: ({ x, values, scales, bias, residual }, { activation, columns }) => {
    const rows = values.shape[0] ?? 0;
    const levels = tensor2d(unpackBytes(values.dataSync(), rows, columns), [rows, columns]);
    const product = matMul(x as Tensor2D, mul(levels, scales) as Tensor2D);
    const preActivation = bias ? add(product, bias) : product;
    const activated = activation === 'gelu' ? geluByOps(preActivation) : preActivation;
    return [residual ? add(activated, residual) : activated];
  },
});

/** Levels [C, E], row-major → words; rounded values are clamped to ±127, which only matters for subnormal scales. */
function packBytes(levels: ArrayLike<number>, rows: number, columns: number): Int32Array {
  const padded = 4 * Math.ceil(columns / 4);
  const bytes = new Int8Array(rows * padded);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const level = levels[row * columns + column] ?? 0;
      bytes[row * padded + column] = Math.max(-LARGEST, Math.min(LARGEST, level));
    }
  }
  return new Int32Array(bytes.buffer); // every JS engine of today stores the low byte first
}

function unpackBytes(words: ArrayLike<number>, rows: number, columns: number): Float32Array {
  const bytes = new Int8Array(Int32Array.from(words).buffer);
  const padded = 4 * Math.ceil(columns / 4);
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    return bytes[row * padded + (i - row * columns)] ?? 0;
  });
}

/**
 * Returns the 8-bit form of a weight: scale = max|w|/127 per column, level = floor(w/scale + ½), so a weight is off by at
 * most scale/2 = max|w|/254. The rule is the same on every backend.
 *
 * @param weight float32 [C, E] as `linear` takes it, C and E ≥ 1; left as it is
 * @returns a quarter of the bytes; the caller disposes it
 * @throws ShapeError if `weight` is not float32 [C, E] with C, E ≥ 1
 * @see Dettmers et al. 2022, arXiv:2208.07339, section 2.1 (absmax, here per column and of weights only)
 * @example const small = quantizeInt8(weight); const y = linearInt8(x, small, bias);
 */
export function quantizeInt8(weight: Tensor2D): Int8Weight {
  checkShape('quantizeInt8', 'weight', weight, [null, null], '[C, E]');
  const [rows, columns] = weight.shape;
  if (rows === 0 || columns === 0) {
    failShape('quantizeInt8', 'weight', weight.shape, '[C, E] with C, E ≥ 1', 'leave out empty layers');
  }
  const outputs = quantizeKernel({ weight }, {});
  const values = getOutput<Tensor2D>(outputs, 0);
  const scales = getOutput<Tensor1D>(outputs, 1);
  return {
    values,
    scales,
    shape: [rows, columns],
    dispose() {
      values.dispose();
      scales.dispose();
    },
  };
}

export interface LinearInt8Options {
  /** Applied after the bias. Default 'none'. */
  activation?: Activation;
  /** float32 [N, E], added last. */
  residual?: Tensor2D;
}

/**
 * Returns act(x·W + b) + residual with W[c, e] = level[c, e]·scale[e], computed in float32.
 * Against the unquantized weight an output is off by at most max|w|/254·Σ|x| (max over its column) before the activation.
 *
 * @param x float32 [N, C], one row per token; the kernels are made for few rows
 * @param weight from `quantizeInt8`, [C, E]
 * @param bias float32 [E]
 * @returns float32 [N, E]; the caller disposes it. It has no gradient
 * @throws ShapeError if C, E or N disagree; KernelError if the activation is unknown
 * @see Dettmers et al. 2022, arXiv:2208.07339, section 2
 */
export function linearInt8(
  x: Tensor2D,
  weight: Int8Weight,
  bias?: Tensor1D,
  { activation = 'none', residual }: LinearInt8Options = {},
): Tensor2D {
  const [rows, columns] = weight.shape;
  checkShape('linearInt8', 'x', x, [null, rows], '[N, C]');
  checkActivation('linearInt8', activation);
  if (bias) checkShape('linearInt8', 'bias', bias, [columns], '[E]');
  if (residual) checkShape('linearInt8', 'residual', residual, [x.shape[0], columns], '[N, E]');
  const { values, scales } = weight;
  const inputs = { x, values, scales, ...(bias && { bias }), ...(residual && { residual }) };
  return getOutput<Tensor2D>(linearInt8Kernel(inputs, { activation, columns }), 0);
}
