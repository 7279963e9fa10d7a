/** GELU in the tanh approximation that GPT-2 was trained with, forward and backward. */
import { add, mul, square, sub, type Tensor, tanh } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput } from '../outputs.ts';
import { checkFloat } from '../validate.ts';

/** √(2/π), from matching the slope of the normal distribution at 0. */
export const GELU_SCALE = Math.sqrt(2 / Math.PI);
/** The cubic coefficient fitted by Hendrycks & Gimpel. */
export const GELU_CUBIC = 0.044715;

/** t = tanh(√(2/π)·(x + 0.044715·x³)) */
function innerTanh(x: Tensor): Tensor {
  return tanh(mul(GELU_SCALE, mul(x, add(1, mul(GELU_CUBIC, square(x))))));
}

/** ½x(1+t) in plain tfjs ops, for every reference that ends in a GELU. */
export function geluByOps(x: Tensor): Tensor {
  return mul(mul(0.5, x), add(1, innerTanh(x)));
}

/** dy·d/dx ½x(1+t), with d/dx = ½(1+t) + ½x(1−t²)·√(2/π)·(1 + 3·0.044715·x²) */
export function geluGradByOps(x: Tensor, dy: Tensor): Tensor {
  const t = innerTanh(x);
  const slope = mul(GELU_SCALE, add(1, mul(3 * GELU_CUBIC, square(x))));
  const throughTanh = mul(mul(mul(0.5, x), sub(1, square(t))), slope);
  return mul(dy, add(mul(0.5, add(1, t)), throughTanh));
}

const geluGrad = defineKernel<{ x: Tensor; dy: Tensor }, object>({
  name: 'GlassboxGeluGrad',
  reference: ({ x, dy }) => [geluGradByOps(x, dy)],
});

const geluKernel = defineKernel<{ x: Tensor }, object>({
  name: 'GlassboxGelu',
  reference: ({ x }) => [geluByOps(x)],
  gradient: {
    inputsToSave: ['x'],
    backward: (dy, [x]) => ({ x: () => getOutput(geluGrad({ x: x as Tensor, dy }, {}), 0) }),
  },
});

/**
 * Returns gelu(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), element by element.
 *
 * @param x float32, any shape
 * @returns float32 of the shape of `x`; the caller disposes it
 * @throws ShapeError if `x` is not float32
 * @see Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2 (the approximation, not the exact erf form)
 */
export function gelu<T extends Tensor>(x: T): T {
  checkFloat('gelu', 'x', x);
  return getOutput<T>(geluKernel({ x }, {}), 0);
}
