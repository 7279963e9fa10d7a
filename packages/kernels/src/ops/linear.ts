/** A linear layer y = x·W + b in GPT-2's orientation, with its gradients as three matrix products. */
import { add, matMul, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput } from '../outputs.ts';
import { checkShape } from '../validate.ts';

/** [N, E] → [E]: sums over rows, the gradient of a bias. */
const columnSum = defineKernel<{ x: Tensor }, object>({
  name: 'GlassboxColumnSum',
  reference: ({ x }) => [sum(x, 0)],
});

const linearWithBias = defineKernel<{ x: Tensor; weight: Tensor; bias: Tensor }, object>({
  name: 'GlassboxLinear',
  reference: ({ x, weight, bias }) => [add(matMul(x, weight), bias)],
  gradient: {
    inputsToSave: ['x', 'weight'],
    backward: (dy, [x, weight]) => ({
      x: () => matMul(dy, weight as Tensor, false, true), // [N, E]·[C, E]ᵀ → [N, C]
      weight: () => matMul(x as Tensor, dy, true, false), // [N, C]ᵀ·[N, E] → [C, E]
      bias: () => getOutput(columnSum({ x: dy }, {}), 0), // [N, E] → [E]
    }),
  },
});

/**
 * Returns x·W + b. `weight` is stored [in, out] as in GPT-2's Conv1D, the transpose of PyTorch's `nn.Linear`.
 * Backward: dx = dy·Wᵀ, dW = xᵀ·dy, db = Σ rows of dy; each is computed only if asked for.
 *
 * @param x float32 [N, C], one row per token
 * @param weight float32 [C, E]
 * @param bias float32 [E]; leave it out for a product alone
 * @returns float32 [N, E]; the caller disposes it
 * @throws ShapeError if C or E disagree
 * @see Radford et al. 2019, GPT-2, the Conv1D layers of the released code
 */
export function linear(x: Tensor2D, weight: Tensor2D, bias?: Tensor1D): Tensor2D {
  checkShape('linear', 'x', x, [null, null], '[N, C]');
  checkShape('linear', 'weight', weight, [x.shape[1], null], '[C, E]');
  if (!bias) return matMul(x, weight);
  checkShape('linear', 'bias', bias, [weight.shape[1]], '[E]');
  return getOutput<Tensor2D>(linearWithBias({ x, weight, bias }, {}), 0);
}
