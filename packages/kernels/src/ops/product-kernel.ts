/**
 * The kernel under `matMul` and `linear`: a matrix product with everything that can be added while its result is still
 * in registers. Its gradients are products again.
 */
import { add, reshape, type Tensor, matMul as tfMatMul } from '@tensorflow/tfjs-core';
import { defineKernel, type RunKernel } from '../define-kernel.ts';
import { shareData } from '../gradients/tape.ts';
import { getOutput } from '../outputs.ts';
import type { Activation } from '../validate.ts';
import { columnSumsByOps } from './column-sums.ts';
import { geluByOps, geluGradByOps } from './gelu.ts';

export interface ProductInputs {
  /** [.., M, K], or [.., K, M] with `transposeA`. */
  a: Tensor;
  /** [.., K, N], or [.., N, K] with `transposeB`; the leading sizes of `a`. */
  b: Tensor;
  /** [N] */
  bias?: Tensor;
  /** [.., M, N] */
  residual?: Tensor;
}

export interface ProductAttributes {
  transposeA: boolean;
  transposeB: boolean;
  activation: Activation;
  /** Whether there is a bias, which the backward pass can't see from what was saved. */
  hasBias: boolean;
}

type Transposes = Pick<ProductAttributes, 'transposeA' | 'transposeB'>;

/** [N, E] → [E]: sums over rows, the gradient of a bias. */
const columnSum = defineKernel<{ x: Tensor }, object>({
  name: 'GlassboxColumnSum',
  reference: ({ x }) => [columnSumsByOps(x)],
});

/** dPre = dy·gelu′(pre); da, db and dbias are those of the plain product with dPre. */
const productGrad = defineKernel<{ a: Tensor; b: Tensor; preActivation: Tensor; dy: Tensor }, ProductAttributes>({
  name: 'GlassboxMatMulGrad',
  reference: ({ a, b, preActivation, dy }, attributes) => {
    const dPre = geluGradByOps(preActivation, dy); // [.., M, N]
    const byOps: Multiply = (left, right, transposeA, transposeB) => tfMatMul(left, right, transposeA, transposeB);
    const gradients = [gradientOfA(byOps, b, dPre, attributes), gradientOfB(byOps, a, dPre, attributes)];
    return attributes.hasBias ? [...gradients, columnSumsByOps(toRows(dPre))] : gradients;
  },
});

/** Returns act(op(a)·op(b) + bias) + residual and, with gelu, the sum before it, [y, preActivation]. */
export const productKernel: RunKernel<ProductInputs, ProductAttributes> = defineKernel<
  ProductInputs,
  ProductAttributes
>({
  name: 'GlassboxMatMul',
  reference: ({ a, b, bias, residual }, { transposeA, transposeB, activation }) => {
    const product = tfMatMul(a, b, transposeA, transposeB);
    const preActivation = bias ? add(product, bias) : product;
    const activated = activation === 'gelu' ? geluByOps(preActivation) : preActivation;
    const y = residual ? add(activated, residual) : activated;
    return activation === 'gelu' ? [y, preActivation] : [y];
  },
  gradient: {
    inputsToSave: ['a', 'b'],
    outputsToSave: [false, true],
    backward: (dy, saved, attributes) => {
      const [a, b, preActivation] = saved as [Tensor, Tensor, Tensor | undefined];
      const residual = () => shareData(dy); // a handle of its own: gradients are disposed one by one
      if (!preActivation) {
        return {
          a: () => gradientOfA(multiply, b, dy, attributes),
          b: () => gradientOfB(multiply, a, dy, attributes),
          bias: () => getOutput(columnSum({ x: toRows(dy) }, {}), 0), // [N, E] → [E]
          residual,
        };
      }
      const gradients = productGrad({ a, b, preActivation, dy }, attributes);
      return {
        a: () => getOutput(gradients, 0),
        b: () => getOutput(gradients, 1),
        bias: () => getOutput(gradients, 2),
        residual,
      };
    },
  },
});

type Multiply = (left: Tensor, right: Tensor, transposeLeft: boolean, transposeRight: boolean) => Tensor;

function multiply(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  return getOutput(productKernel({ a, b }, { transposeA, transposeB, activation: 'none', hasBias: false }), 0);
}

/** dA = dy·op(b)ᵀ, or its transpose op(b)·dyᵀ where `a` was read transposed. */
function gradientOfA(multiplyBy: Multiply, b: Tensor, dy: Tensor, { transposeA, transposeB }: Transposes): Tensor {
  return transposeA ? multiplyBy(b, dy, transposeB, true) : multiplyBy(dy, b, false, !transposeB);
}

/** dB = op(a)ᵀ·dy, or its transpose dyᵀ·op(a) where `b` was read transposed. */
function gradientOfB(multiplyBy: Multiply, a: Tensor, dy: Tensor, { transposeA, transposeB }: Transposes): Tensor {
  return transposeB ? multiplyBy(dy, a, true, transposeA) : multiplyBy(a, dy, !transposeA, false);
}

/** [.., M, N] → [rows, N] */
function toRows(x: Tensor): Tensor {
  if (x.rank === 2) return x;
  const width = x.shape.at(-1) ?? 1;
  return reshape(x, [width === 0 ? 0 : x.size / width, width]);
}
