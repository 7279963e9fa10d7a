/** Differentiable transformer ops on tfjs tensors. Each runs its reference anywhere, and a fast kernel where one is installed. */
export { GlassboxError, KernelError, ShapeError } from './errors.ts';
export { registerBasicGradients } from './gradients/register.ts';
export { type AdamWOptions, adamW } from './ops/adam-w.ts';
export { type AddLayerNormResult, addLayerNorm } from './ops/add-layer-norm.ts';
export { type AttentionOptions, attention, causalAttention } from './ops/attention.ts';
export {
  type CachedAttentionOptions,
  cachedAttention,
  createKvCache,
  type KvCache,
  type KvCacheOptions,
} from './ops/cached-attention.ts';
export { crossEntropy, IGNORED_TARGET } from './ops/cross-entropy.ts';
export { dropout } from './ops/dropout.ts';
export { embedding } from './ops/embedding.ts';
export { gelu } from './ops/gelu.ts';
export { clipByGlobalNorm, globalNorm } from './ops/global-norm.ts';
export { fromHalf, toHalf } from './ops/half.ts';
export type { HalfFormat } from './ops/half-bits.ts';
export { type Int8Weight, type LinearInt8Options, linearInt8, quantizeInt8 } from './ops/int8.ts';
export { layerNorm } from './ops/layer-norm.ts';
export { type LinearOptions, linear } from './ops/linear.ts';
export { type MatMulOptions, matMul } from './ops/mat-mul.ts';
export { type SelfAttentionOptions, selfAttention } from './ops/self-attention.ts';
export { tokenLogProbs } from './ops/token-log-probs.ts';
export { uniform } from './ops/uniform.ts';
export { createRandom, type Random } from './random/random.ts';
export type { Activation } from './validate.ts';
