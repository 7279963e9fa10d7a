/**
 * Scaled-dot-product attention of split heads: each token gathers what others hold, weighted by how well its query meets
 * their keys. Causal by default: a token looks at itself and at what came before, never ahead.
 */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput, keepFirst } from '../outputs.ts';
import { checkFloat, checkMask, checkShape, failShape } from '../validate.ts';
import { type AttendGradInputs, attend, attendGrad, visibleKeys } from './attention-by-ops.ts';

export interface AttentionOptions {
  /** A query sees its own place and earlier ones only. Default true; false sees both ways. */
  causal?: boolean;
  /** B·T bytes, 1 = this key may be attended (padding is 0). Default: all may. Copied before the call returns. */
  mask?: Uint8Array;
}

interface AttentionAttributes {
  causal: boolean;
  mask?: Uint8Array;
}

const attentionGrad = defineKernel<AttendGradInputs, AttentionAttributes>({
  name: 'GlassboxAttentionGrad',
  reference: (inputs, attributes) => {
    const length = inputs.q.shape[2] ?? 0;
    return attendGrad(inputs, visibleKeys(attributes, length, length));
  },
});

const attentionKernel = defineKernel<{ q: Tensor; k: Tensor; v: Tensor }, AttentionAttributes>({
  name: 'GlassboxAttention',
  reference: ({ q, k, v }, attributes) => {
    const length = q.shape[2] ?? 0;
    return attend(q, k, v, visibleKeys(attributes, length, length));
  },
  gradient: {
    inputsToSave: ['q', 'k', 'v'],
    outputsToSave: [true, true],
    backward: (dy, saved, attributes) => {
      const [q, k, v, output, logSums] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
      const gradients = attentionGrad({ q, k, v, output, logSums, dy }, attributes);
      return { q: () => getOutput(gradients, 0), k: () => getOutput(gradients, 1), v: () => getOutput(gradients, 2) };
    },
  },
});

/**
 * Returns softmax(q·kᵀ/√D + M)·v, where M takes away every key that a query may not attend: those after its own place
 * (unless `causal` is false) and those that `mask` marks 0. A query that may attend no key gets 0, with gradient 0.
 *
 * @param q float32 [B, H, T, D]
 * @param k float32 [B, H, T, D]
 * @param v float32 [B, H, T, D]
 * @returns float32 [B, H, T, D]; the caller disposes it
 * @throws ShapeError if the three shapes differ, the rank is not 4, D is 0, or `mask` has not B·T bytes
 * @see Vaswani et al. 2017, arXiv:1706.03762, eq. 1; backward as in Dao et al. 2022, arXiv:2205.14135, appendix B
 * @example const y = attention(q, k, v, { causal: false, mask });
 */
export function attention(q: Tensor4D, k: Tensor4D, v: Tensor4D, options: AttentionOptions = {}): Tensor4D {
  return attendChecked('attention', q, k, v, options);
}

/**
 * Returns `attention(q, k, v)` with its defaults: causal, nothing masked.
 *
 * @param q float32 [B, H, T, D]
 * @param k float32 [B, H, T, D]
 * @param v float32 [B, H, T, D]
 * @returns float32 [B, H, T, D]; the caller disposes it
 * @throws ShapeError if the three shapes differ, the rank is not 4, or D is 0
 */
export function causalAttention(q: Tensor4D, k: Tensor4D, v: Tensor4D): Tensor4D {
  return attendChecked('causalAttention', q, k, v, {});
}

function attendChecked(
  where: string,
  q: Tensor4D,
  k: Tensor4D,
  v: Tensor4D,
  { causal = true, mask }: AttentionOptions,
): Tensor4D {
  checkFloat(where, 'q', q);
  if (q.rank !== 4 || q.shape[3] === 0) {
    failShape(where, 'q', q.shape, '[B, H, T, D] with D ≥ 1', 'split the heads before calling');
  }
  checkShape(where, 'k', k, q.shape, '[B, H, T, D]');
  checkShape(where, 'v', v, q.shape, '[B, H, T, D]');
  checkMask(where, mask, q.shape[0], q.shape[2]);
  return keepFirst<Tensor4D>(attentionKernel({ q, k, v }, { causal, ...(mask && { mask: mask.slice() }) }));
}
