/**
 * Attention straight on what GPT-2's `c_attn` layer writes: queries, keys and values side by side in one row, heads
 * interleaved inside each third. Nothing is split, transposed or merged around it.
 */
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput, keepFirst } from '../outputs.ts';
import { checkMask } from '../validate.ts';
import type { AttentionOptions } from './attention.ts';
import { attend, attendGrad, visibleKeys } from './attention-by-ops.ts';
import { checkPacked, mergeHeads, packHeads, splitHeads, toHeads } from './heads.ts';

export interface SelfAttentionOptions extends AttentionOptions {
  /** Number of heads H; C is a multiple of it. */
  nHead: number;
}

interface SelfAttentionAttributes {
  nHead: number;
  causal: boolean;
  mask?: Uint8Array;
}

const selfAttentionGrad = defineKernel<
  { qkv: Tensor; output: Tensor; logSums: Tensor; dy: Tensor },
  SelfAttentionAttributes
>({
  name: 'GlassboxSelfAttentionGrad',
  reference: ({ qkv, output, logSums, dy }, attributes) => {
    const { nHead } = attributes;
    const length = qkv.shape[1] ?? 0;
    const [q, k, v] = splitHeads(qkv, nHead);
    const inputs = { q, k, v, output: toHeads(output, nHead), logSums, dy: toHeads(dy, nHead) };
    return [packHeads(...attendGrad(inputs, visibleKeys(attributes, length, length)))];
  },
});

const selfAttentionKernel = defineKernel<{ qkv: Tensor }, SelfAttentionAttributes>({
  name: 'GlassboxSelfAttention',
  reference: ({ qkv }, attributes) => {
    const length = qkv.shape[1] ?? 0;
    const [q, k, v] = splitHeads(qkv, attributes.nHead);
    const [mixed, logSums] = attend(q, k, v, visibleKeys(attributes, length, length));
    return [mergeHeads(mixed), logSums];
  },
  gradient: {
    inputsToSave: ['qkv'],
    outputsToSave: [true, true],
    backward: (dy, saved, attributes) => {
      const [qkv, output, logSums] = saved as [Tensor, Tensor, Tensor];
      return { qkv: () => getOutput(selfAttentionGrad({ qkv, output, logSums, dy }, attributes), 0) };
    },
  },
});

/**
 * Returns softmax(q·kᵀ/√D + M)·v of every head, heads side by side again; see `attention` for M and for queries that see nothing.
 *
 * @param qkv float32 [B, T, 3C]: q, k and v are the thirds of the last dimension; head h holds dimensions h·D … (h+1)·D − 1 of each
 * @returns float32 [B, T, C]; the caller disposes it
 * @throws ShapeError if `qkv` is not [B, T, 3C] with C a positive multiple of `nHead`, or `mask` has not B·T bytes
 * @see Radford et al. 2019, GPT-2, `attn` of the released code; Dao et al. 2022, arXiv:2205.14135
 * @example const y = selfAttention(qkv, { nHead: 4 });
 */
export function selfAttention(qkv: Tensor3D, { nHead, causal = true, mask }: SelfAttentionOptions): Tensor3D {
  checkPacked('selfAttention', qkv, nHead);
  checkMask('selfAttention', mask, qkv.shape[0], qkv.shape[1]);
  return keepFirst<Tensor3D>(selfAttentionKernel({ qkv }, { nHead, causal, ...(mask && { mask: mask.slice() }) }));
}
