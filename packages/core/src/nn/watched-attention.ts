/**
 * Attention written out step by step, with everything it computes on the way. The fast kernel never stores the weights;
 * this is the version to look at, and the tests hold the two together.
 */
import {
  add,
  matMul,
  mul,
  reshape,
  slice,
  softmax,
  type Tensor,
  type Tensor3D,
  tensor2d,
  transpose,
} from '@tensorflow/tfjs-core';

export interface WatchedAttention {
  /** Each [H, T, D]. */
  readonly queries: Tensor;
  readonly keys: Tensor;
  readonly values: Tensor;
  /** shape [H, T, T]: how much the token of each row looks at the token of each column; rows sum to 1. */
  readonly weights: Tensor;
  /** shape [1, T, C]: what the heads gathered, side by side. */
  readonly mixed: Tensor3D;
}

/** Added to the score of a later token; finite, because WGSL may assume that infinities don't occur. */
const HIDDEN_SCORE = -1e30;

/**
 * Returns softmax(q·kᵀ/√D + M)·v and all of its parts, for one sequence; M hides what comes later. The caller disposes
 * them, or calls this inside `tidy`.
 *
 * @param qkv [1, T, 3C]: queries, keys and values of all heads side by side
 * @see Vaswani et al. 2017, arXiv:1706.03762, eq. 1
 */
export function watchAttention(qkv: Tensor3D, nHead: number): WatchedAttention {
  const [, T, width] = qkv.shape;
  const D = width / (3 * nHead);
  const heads = transpose(reshape(qkv, [T, 3 * nHead, D]), [1, 0, 2]); // [3H, T, D]
  const third = (place: number) => slice(heads, [place * nHead, 0, 0], [nHead, T, D]); // [H, T, D]
  const [queries, keys, values] = [third(0), third(1), third(2)];
  const scores = mul(matMul(queries, keys, false, true), 1 / Math.sqrt(D)); // [H, T, D]·[H, T, D]ᵀ → [H, T, T]
  const weights = softmax(add(scores, laterTokens(T))); // [H, T, T]
  const gathered = matMul(weights, values); // [H, T, D]
  const mixed = reshape(transpose(gathered, [1, 0, 2]), [1, T, nHead * D]) as Tensor3D;
  return { queries, keys, values, weights, mixed };
}

/** shape [T, T]: 0 up to the diagonal, a huge negative number after it. */
function laterTokens(T: number): Tensor {
  return tensor2d(
    Float32Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? HIDDEN_SCORE : 0)),
    [T, T],
  );
}
