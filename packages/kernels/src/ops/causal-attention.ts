/**
 * Causal scaled-dot-product attention: a token looks at itself and at what came before, never ahead. The reference
 * stores every T×T weight; fast kernels keep only the log-sum-exp of each row and recompute the weights backward.
 */
import {
  exp,
  logSumExp,
  matMul,
  mul,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor4D,
  tensor2d,
  where,
} from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput, keepFirst } from '../outputs.ts';
import { checkFloat, checkShape, failShape } from '../validate.ts';

/** Stands for −∞ in masked scores. Finite, because WGSL may assume that infinities don't occur. */
const MASKED_SCORE = -1e30;

/** Returns q·kᵀ/√D with the future masked out: [B, H, T, T]. */
function maskedScores(q: Tensor, k: Tensor): Tensor {
  const [, , length = 0, headDim = 1] = q.shape;
  const scores = mul(matMul(q, k, false, true), 1 / Math.sqrt(headDim)); // [B,H,T,D]·[B,H,T,D]ᵀ → [B,H,T,T]
  const mayAttend = Uint8Array.from({ length: length * length }, (_, i) =>
    i % length <= Math.floor(i / length) ? 1 : 0,
  );
  return where(tensor2d(mayAttend, [length, length], 'bool'), scores, MASKED_SCORE);
}

/** P = exp(S − L); dV = Pᵀ·dO; dS = P∘(dO·Vᵀ − rowsum(dO∘O)); dQ = dS·K/√D; dK = dSᵀ·Q/√D */
const attentionGrad = defineKernel<
  { q: Tensor; k: Tensor; v: Tensor; output: Tensor; logSums: Tensor; dy: Tensor },
  object
>({
  name: 'GlassboxCausalAttentionGrad',
  reference: ({ q, k, v, output, logSums, dy }) => {
    const scale = 1 / Math.sqrt(q.shape[3] ?? 1);
    const weights = exp(sub(maskedScores(q, k), reshape(logSums, [...logSums.shape, 1]))); // [B, H, T, T]
    const correction = sum(mul(dy, output), 3, true); // [B, H, T, 1]
    const dScores = mul(mul(weights, sub(matMul(dy, v, false, true), correction)), scale); // [B, H, T, T]
    return [matMul(dScores, k), matMul(dScores, q, true, false), matMul(weights, dy, true, false)];
  },
});

const attentionKernel = defineKernel<{ q: Tensor; k: Tensor; v: Tensor }, object>({
  name: 'GlassboxCausalAttention',
  reference: ({ q, k, v }) => {
    const scores = maskedScores(q, k); // [B, H, T, T]
    const logSums = logSumExp(scores, 3, true); // [B, H, T, 1]
    const weights = exp(sub(scores, logSums)); // rows sum to 1
    return [matMul(weights, v), reshape(logSums, q.shape.slice(0, 3))];
  },
  gradient: {
    inputsToSave: ['q', 'k', 'v'],
    outputsToSave: [true, true],
    backward: (dy, saved) => {
      const [q, k, v, output, logSums] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
      const gradients = attentionGrad({ q, k, v, output, logSums, dy }, {});
      return { q: () => getOutput(gradients, 0), k: () => getOutput(gradients, 1), v: () => getOutput(gradients, 2) };
    },
  },
});

/**
 * Returns softmax(q·kᵀ/√D + M)·v, where M masks every key after the query's own position.
 *
 * @param q float32 [B, H, T, D]
 * @param k float32 [B, H, T, D]
 * @param v float32 [B, H, T, D]
 * @returns float32 [B, H, T, D]; the caller disposes it
 * @throws ShapeError if the three shapes differ, the rank is not 4, or D is 0
 * @see Vaswani et al. 2017, arXiv:1706.03762, eq. 1; backward as in Dao et al. 2022, arXiv:2205.14135, appendix B
 */
export function causalAttention(q: Tensor4D, k: Tensor4D, v: Tensor4D): Tensor4D {
  checkFloat('causalAttention', 'q', q);
  if (q.rank !== 4 || q.shape[3] === 0) {
    failShape('causalAttention', 'q', q.shape, '[B, H, T, D] with D ≥ 1', 'split the heads before calling');
  }
  checkShape('causalAttention', 'k', k, q.shape, '[B, H, T, D]');
  checkShape('causalAttention', 'v', v, q.shape, '[B, H, T, D]');
  return keepFirst<Tensor4D>(attentionKernel({ q, k, v }, {}));
}
