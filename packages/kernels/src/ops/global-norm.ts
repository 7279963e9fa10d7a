/** The length of all gradients taken as one vector, and scaling them down when it is too long. Never reads back from a GPU. */
import {
  add,
  addN,
  div,
  minimum,
  mul,
  reshape,
  type Scalar,
  scalar,
  sqrt,
  square,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput } from '../outputs.ts';
import { checkFloat, checkRange } from '../validate.ts';

/** Keeps maxNorm/norm finite for gradients that are all zero; the value PyTorch uses. */
export const NORM_EPSILON = 1e-6;

function sumOfSquares(tensors: Tensor[]): Tensor {
  if (tensors.length === 0) return scalar(0);
  return addN(tensors.map((tensor) => sum(square(reshape(tensor, [-1])))));
}

const normKernel = defineKernel<Record<string, Tensor>, object>({
  name: 'GlassboxGlobalNorm',
  reference: (inputs) => [sqrt(sumOfSquares(Object.values(inputs)))],
});

const clipKernel = defineKernel<Record<string, Tensor>, { maxNorm: number }>({
  name: 'GlassboxClipByGlobalNorm',
  reference: (inputs, { maxNorm }) => {
    const norm = sqrt(sumOfSquares(Object.values(inputs)));
    const factor = minimum(div(maxNorm, add(norm, NORM_EPSILON)), 1);
    return [norm, ...Object.values(inputs).map((tensor) => mul(tensor, factor))];
  },
});

/**
 * Returns √(Σ over all tensors and elements of x²), as a scalar that stays on the device.
 *
 * @param tensors float32, any shapes; none gives 0
 * @returns float32 scalar; the caller disposes it. It has no gradient
 * @throws ShapeError if a tensor is not float32
 */
export function globalNorm(tensors: readonly Tensor[]): Scalar {
  return getOutput<Scalar>(normKernel(named('globalNorm', tensors), {}), 0);
}

/**
 * Returns every tensor multiplied by min(1, maxNorm/(norm + 1e-6)), and the norm before clipping. A NaN in any tensor makes all of them NaN.
 *
 * @param tensors float32 gradients, any shapes; they are left as they are
 * @param maxNorm the longest allowed norm, > 0
 * @returns new tensors in the given order and the norm as a scalar; the caller disposes all of them
 * @throws ShapeError if a tensor is not float32; KernelError if `maxNorm` is not a positive number
 * @see Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063, algorithm 1
 */
export function clipByGlobalNorm(tensors: readonly Tensor[], maxNorm: number): { tensors: Tensor[]; norm: Scalar } {
  checkRange('clipByGlobalNorm', 'maxNorm', maxNorm, Number.MIN_VALUE, Number.MAX_VALUE);
  const [norm, ...clipped] = clipKernel(named('clipByGlobalNorm', tensors), { maxNorm });
  return { tensors: clipped, norm: norm as Scalar };
}

function named(where: string, tensors: readonly Tensor[]): Record<string, Tensor> {
  for (const [i, tensor] of tensors.entries()) checkFloat(where, `tensors[${i}]`, tensor);
  return Object.fromEntries(tensors.map((tensor, i) => [`tensor${i}`, tensor]));
}
