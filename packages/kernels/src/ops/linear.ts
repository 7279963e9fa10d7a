/** A linear layer y = act(x·W + b) + residual in GPT-2's orientation: one product kernel, and products again backward. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { keepFirst } from '../outputs.ts';
import { type Activation, checkActivation, checkShape } from '../validate.ts';
import { productKernel } from './product-kernel.ts';

export interface LinearOptions {
  /** Applied after the bias. Default 'none'. */
  activation?: Activation;
  /** float32 [N, E], added last: the residual stream that the layer writes to. */
  residual?: Tensor2D;
  /** `weight` is stored [E, C], as in PyTorch or where the head shares the table of token vectors. Default false. */
  transposeWeight?: boolean;
}

/**
 * Returns act(x·W + b) + residual. `weight` is stored [in, out] as in GPT-2's Conv1D, the transpose of PyTorch's `nn.Linear`.
 * Backward: dx = dPre·Wᵀ, dW = xᵀ·dPre, db = Σ rows of dPre, with dPre = dy·act′; without activation each is computed only if asked for.
 *
 * @param x float32 [N, C], one row per token
 * @param weight float32 [C, E] ([E, C] with `transposeWeight`)
 * @param bias float32 [E]; leave it out for a product alone
 * @returns float32 [N, E]; the caller disposes it
 * @throws ShapeError if C, E or N disagree; KernelError if the activation is unknown
 * @see Radford et al. 2019, GPT-2, the Conv1D layers of the released code
 * @example const y = linear(x, weight, bias, { activation: 'gelu' });
 */
export function linear(x: Tensor2D, weight: Tensor2D, bias?: Tensor1D, options: LinearOptions = {}): Tensor2D {
  const { activation = 'none', residual, transposeWeight = false } = options;
  checkShape('linear', 'x', x, [null, null], '[N, C]');
  const [rows, inner] = x.shape;
  checkShape(
    'linear',
    'weight',
    weight,
    transposeWeight ? [null, inner] : [inner, null],
    transposeWeight ? '[E, C]' : '[C, E]',
  );
  const columns = weight.shape[transposeWeight ? 0 : 1];
  checkActivation('linear', activation);
  if (bias) checkShape('linear', 'bias', bias, [columns], '[E]');
  if (residual) checkShape('linear', 'residual', residual, [rows, columns], '[N, E]');
  const inputs = { a: x, b: weight, ...(bias && { bias }), ...(residual && { residual }) };
  const attributes = { transposeA: false, transposeB: transposeWeight, activation, hasBias: bias !== undefined };
  return keepFirst<Tensor2D>(productKernel(inputs, attributes));
}
