/** What the AssemblyScript module in `assembly/` exports. Addresses and strides are in bytes; sizes count floats. */

export interface WasmExports {
  gemmWorkspaceBytes(rows: number, columns: number, depth: number): number;
  gemm(
    rows: number,
    columns: number,
    depth: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    bColumn: number,
    c: number,
    cRow: number,
    bias: number,
    accumulate: 0 | 1,
    workspace: number,
  ): void;
  attentionWorkspaceBytes(length: number, headDim: number): number;
  attention(
    q: number,
    k: number,
    v: number,
    output: number,
    logSums: number,
    pairs: number,
    length: number,
    headDim: number,
    scale: number,
    workspace: number,
  ): void;
  attentionGrad(
    q: number,
    k: number,
    v: number,
    output: number,
    logSums: number,
    dy: number,
    dq: number,
    dk: number,
    dv: number,
    pairs: number,
    length: number,
    headDim: number,
    scale: number,
    workspace: number,
  ): void;
  layerNorm(
    x: number,
    gain: number,
    bias: number,
    y: number,
    statistics: number,
    rows: number,
    width: number,
    epsilon: number,
  ): void;
  layerNormGrad(
    x: number,
    gain: number,
    statistics: number,
    dy: number,
    dx: number,
    dGain: number,
    dBias: number,
    rows: number,
    width: number,
  ): void;
  gelu(x: number, y: number, size: number): void;
  geluGrad(x: number, dy: number, dx: number, size: number): void;
  crossEntropy(logits: number, targets: number, logSums: number, rows: number, width: number): number;
  crossEntropyGrad(
    logits: number,
    targets: number,
    logSums: number,
    dLogits: number,
    rows: number,
    width: number,
    scale: number,
  ): void;
  embedding(weight: number, ids: number, y: number, count: number, width: number): void;
  embeddingGrad(dy: number, ids: number, dWeight: number, count: number, width: number, vocabSize: number): void;
  adamW(
    p: number,
    g: number,
    m: number,
    v: number,
    newP: number,
    newM: number,
    newV: number,
    size: number,
    beta1: number,
    beta2: number,
    share1: number,
    share2: number,
    rate: number,
    inverseCorrection2: number,
    epsilon: number,
    keep: number,
  ): void;
  dropout(x: number, y: number, size: number, seed: number, threshold: number, keptScale: number): void;
  columnSum(x: number, y: number, rows: number, width: number): void;
  sumOfSquares(x: number, size: number): number;
  scale(x: number, y: number, size: number, factor: number): void;
}
