/** Batched matrix product: the op every other one leans on, with bias, GELU and residual fused into it. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { keepFirst } from '../outputs.ts';
import { type Activation, checkActivation, checkFloat, checkShape, failShape } from '../validate.ts';
import { productKernel } from './product-kernel.ts';

export interface MatMulOptions {
  /** Read `a` as its transpose: stored [.., K, M]. Default false. */
  transposeA?: boolean;
  /** Read `b` as its transpose: stored [.., N, K]. Default false. */
  transposeB?: boolean;
  /** float32 [N], added to every row of the product. */
  bias?: Tensor1D;
  /** Applied after the bias. Default 'none'. */
  activation?: Activation;
  /** float32 [.., M, N], added last. */
  residual?: Tensor;
}

/**
 * Returns act(a·b + bias) + residual for every matrix of the batch: (a·b)[.., m, n] = Σₖ a[.., m, k]·b[.., k, n].
 * Backward: da = dPre·bᵀ, db = aᵀ·dPre, dbias = Σ rows of dPre, dresidual = dy, with dPre = dy·act′(a·b + bias).
 *
 * @param a float32 [.., M, K] ([.., K, M] with `transposeA`), rank 2 to 6
 * @param b float32 [.., K, N] ([.., N, K] with `transposeB`), the same leading sizes as `a`
 * @returns float32 [.., M, N]; the caller disposes it
 * @throws ShapeError if ranks, leading sizes, K or the shapes of bias and residual differ, or a dtype is not float32; KernelError if the activation is unknown
 * @example const y = matMul(x, weight, { transposeB: true });
 */
export function matMul(a: Tensor, b: Tensor, options: MatMulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false, activation = 'none', bias, residual } = options;
  checkFloat('matMul', 'a', a);
  checkFloat('matMul', 'b', b);
  if (a.rank < 2) failShape('matMul', 'a', a.shape, 'rank 2 or more [.., M, K]', 'reshape a vector to [1, K]');
  const leading = a.shape.slice(0, -2);
  const inner = a.shape[a.rank - (transposeA ? 2 : 1)];
  const innerOfB = b.shape[b.rank - (transposeB ? 1 : 2)];
  if (b.rank !== a.rank || innerOfB !== inner || leading.some((size, i) => size !== b.shape[i])) {
    const wanted = transposeB ? [...leading, 'N', inner] : [...leading, inner, 'N'];
    failShape(
      'matMul',
      'b',
      b.shape,
      `[${wanted.join(', ')}] for a of shape [${a.shape.join(', ')}]`,
      'check the transpose options',
    );
  }
  const rows = a.shape[a.rank - (transposeA ? 1 : 2)] ?? 0;
  const columns = b.shape[b.rank - (transposeB ? 2 : 1)] ?? 0;
  checkActivation('matMul', activation);
  if (bias) checkShape('matMul', 'bias', bias, [columns], '[N]');
  if (residual) checkShape('matMul', 'residual', residual, [...leading, rows, columns], '[.., M, N]');
  const inputs = { a, b, ...(bias && { bias }), ...(residual && { residual }) };
  return keepFirst(productKernel(inputs, { transposeA, transposeB, activation, hasBias: bias !== undefined }));
}
