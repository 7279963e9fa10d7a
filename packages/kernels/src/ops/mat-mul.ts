/** Batched matrix product: the op every other one leans on. The wasm entry replaces tfjs' slow kernel under it. */
import { type Tensor, matMul as tfMatMul } from '@tensorflow/tfjs-core';
import { registerBasicGradients } from '../gradients/register.ts';
import { checkFloat, failShape } from '../validate.ts';

export interface MatMulOptions {
  /** Read `a` as its transpose: stored [.., K, M]. Default false. */
  transposeA?: boolean;
  /** Read `b` as its transpose: stored [.., N, K]. Default false. */
  transposeB?: boolean;
}

/**
 * Returns a·b for every matrix of the batch: y[.., m, n] = Σₖ a[.., m, k]·b[.., k, n].
 *
 * @param a float32 [.., M, K] ([.., K, M] with `transposeA`), rank 2 to 6
 * @param b float32 [.., K, N] ([.., N, K] with `transposeB`), the same leading sizes as `a`
 * @returns float32 [.., M, N]; the caller disposes it
 * @throws ShapeError if ranks, leading sizes or K differ, or a dtype is not float32
 * @example const y = matMul(x, weight, { transposeB: true });
 */
export function matMul(a: Tensor, b: Tensor, options: MatMulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false } = options;
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
  registerBasicGradients();
  return tfMatMul(a, b, transposeA, transposeB);
}
