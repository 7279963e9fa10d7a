/** Differentiable transformer ops on tfjs tensors. Each runs its reference anywhere, and a fast kernel where one is installed. */
export { GlassboxError, KernelError, ShapeError } from './errors.ts';
export { registerBasicGradients } from './gradients/register.ts';
export { type AdamWOptions, adamW } from './ops/adam-w.ts';
export { causalAttention } from './ops/causal-attention.ts';
export { crossEntropy, IGNORED_TARGET } from './ops/cross-entropy.ts';
export { dropout } from './ops/dropout.ts';
export { embedding } from './ops/embedding.ts';
export { gelu } from './ops/gelu.ts';
export { clipByGlobalNorm, globalNorm } from './ops/global-norm.ts';
export { layerNorm } from './ops/layer-norm.ts';
export { linear } from './ops/linear.ts';
export { type MatMulOptions, matMul } from './ops/mat-mul.ts';
export { createRandom, type Random } from './random/random.ts';
