/** The ops the benchmark's model is written in, and Glassbox' own under them. The rivals are in `composed-ops.ts`. */
import { reshape, type Scalar, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import * as glassbox from '../index.ts';
import type { GptSizes } from './gpt.ts';

/** Rows are tokens: N = B·T. All float32 and differentiable. */
export interface ModelOps {
  /** [V, C] → [N, C] */
  embedding(weight: Tensor2D, ids: Int32Array): Tensor2D;
  layerNorm(x: Tensor2D, gain: Tensor1D, bias: Tensor1D): Tensor2D;
  /** x·W + bias + residual, [N, C] → [N, E] */
  linear(x: Tensor2D, weight: Tensor2D, bias?: Tensor1D, residual?: Tensor2D): Tensor2D;
  /** gelu(x·W + bias) */
  linearGelu(x: Tensor2D, weight: Tensor2D, bias: Tensor1D): Tensor2D;
  /** Causal, [N, 3C] → [N, C] */
  selfAttention(qkv: Tensor2D, sizes: GptSizes): Tensor2D;
  /** [N, V] → the mean over all tokens, in nats */
  crossEntropy(logits: Tensor2D, targets: Int32Array): Scalar;
}

export const glassboxOps: ModelOps = {
  embedding: (weight, ids) => glassbox.embedding(weight, ids, [ids.length]) as Tensor2D,
  layerNorm: (x, gain, bias) => glassbox.layerNorm(x, gain, bias),
  linear: (x, weight, bias, residual) => glassbox.linear(x, weight, bias, residual ? { residual } : {}),
  linearGelu: (x, weight, bias) => glassbox.linear(x, weight, bias, { activation: 'gelu' }),
  selfAttention: (qkv, { B, T, nEmbd, nHead }) => {
    const y = glassbox.selfAttention(reshape(qkv, [B, T, 3 * nEmbd]), { nHead }); // [B, T, C]
    return reshape(y, [B * T, nEmbd]);
  },
  crossEntropy: (logits, targets) => glassbox.crossEntropy(logits, targets),
};
