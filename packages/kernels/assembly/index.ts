/** What the WebAssembly module exports: plain functions on addresses in tfjs' own memory. */
export { adamW } from './adam-w';
export { attention, attentionGrad, attentionWorkspaceBytes } from './attention';
export { crossEntropy, crossEntropyGrad } from './cross-entropy';
export { dropout } from './dropout';
export { embedding, embeddingGrad } from './embedding';
export { gelu, geluGrad } from './gelu';
export { gemm, gemmWorkspaceBytes } from './gemm/gemm';
export { layerNorm, layerNormGrad } from './layer-norm';
export { columnSum, scale, sumOfSquares } from './reduce';
