/**
 * What the WebAssembly module exports: plain functions on addresses in tfjs' own memory. Those that end in
 * `from, to, scratch` compute a piece of their work, and threads share the pieces.
 */
export { adamW } from './adam-w';
export { attention, attentionGrad, attentionScratchBytes } from './attention/attention';
export { appendToCache, cachedAttention, cachedAttentionScratchBytes } from './attention/cached';
export { tokenLogProbs, tokenLogProbsGrad } from './cross-entropy';
export { dropout, uniform } from './dropout';
export { embedding, embeddingGrad } from './embedding';
export { gelu, geluGrad } from './gelu';
export { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from './half';
export { linearInt8, linearInt8ScratchBytes, quantizeInt8 } from './int8';
export { layerNorm, layerNormGrad } from './layer-norm';
export { productBatch, productColumns, productRows, productScratchBytes } from './product';
export { columnSum, scale, sum, sumOfSquares } from './reduce';
