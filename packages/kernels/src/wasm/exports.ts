/**
 * What the AssemblyScript module in `assembly/` exports. Addresses and strides are in bytes, 0 stands for an operand
 * that is not there; sizes count floats. Exports that end in a `Piece` compute from…to of their work and may use the
 * scratch: `Threads.run` calls them.
 */

/** The last three arguments of a kernel that threads share: first and last + 1 of the piece, and a scratch address. */
type Piece = [from: number, to: number, scratch: number];

/** The operands of a product, and what is added or done to it: see assembly/product.ts. */
type Operands = [a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number];
type Finish = [c: number, bias: number, residual: number, activated: number];

export interface WasmExports {
  productScratchBytes(rows: number, columns: number, depth: number): number;
  productRows(columns: number, depth: number, ...rest: [...Operands, ...Finish, ...Piece]): void;
  productColumns(rows: number, columns: number, depth: number, ...rest: [...Operands, ...Finish, ...Piece]): void;
  productBatch(
    rows: number,
    columns: number,
    depth: number,
    a: number,
    aRow: number,
    aColumn: number,
    aMatrix: number,
    b: number,
    bRow: number,
    bColumn: number,
    bMatrix: number,
    ...rest: [...Finish, ...Piece]
  ): void;
  attentionScratchBytes(length: number, headDim: number): number;
  attention(
    q: number,
    k: number,
    v: number,
    row: number,
    head: number,
    batch: number,
    output: number,
    outputRow: number,
    outputHead: number,
    outputBatch: number,
    logSums: number,
    mask: number,
    causal: number,
    heads: number,
    length: number,
    headDim: number,
    scale: number,
    ...piece: Piece
  ): void;
  attentionGrad(
    q: number,
    k: number,
    v: number,
    row: number,
    head: number,
    batch: number,
    output: number,
    dy: number,
    outputRow: number,
    outputHead: number,
    outputBatch: number,
    logSums: number,
    dq: number,
    dk: number,
    dv: number,
    mask: number,
    causal: number,
    heads: number,
    length: number,
    headDim: number,
    scale: number,
    ...piece: Piece
  ): void;
  appendToCache(
    qkv: number,
    keys: number,
    values: number,
    batches: number,
    count: number,
    past: number,
    capacity: number,
    width: number,
  ): void;
  cachedAttentionScratchBytes(capacity: number): number;
  cachedAttention(
    qkv: number,
    keys: number,
    values: number,
    output: number,
    mask: number,
    heads: number,
    count: number,
    past: number,
    capacity: number,
    headDim: number,
    scale: number,
    ...piece: Piece
  ): void;
  layerNorm(
    x: number,
    residual: number,
    sum: number,
    gain: number,
    bias: number,
    y: number,
    statistics: number,
    width: number,
    epsilon: number,
    ...piece: Piece
  ): void;
  layerNormGrad(
    x: number,
    gain: number,
    statistics: number,
    dy: number,
    dSum: number,
    dx: number,
    shares: number,
    rows: number,
    width: number,
    ...piece: Piece
  ): void;
  gelu(x: number, y: number, ...piece: Piece): void;
  geluGrad(x: number, dy: number, dx: number, ...piece: Piece): void;
  tokenLogProbs(
    logits: number,
    tokens: number,
    logProbs: number,
    logSums: number,
    width: number,
    ...piece: Piece
  ): void;
  tokenLogProbsGrad(
    logits: number,
    tokens: number,
    logSums: number,
    dy: number,
    dLogits: number,
    width: number,
    scale: number,
    ...piece: Piece
  ): void;
  embedding(weight: number, ids: number, y: number, width: number, ...piece: Piece): void;
  embeddingGrad(
    dy: number,
    ids: number,
    dWeight: number,
    count: number,
    width: number,
    vocabSize: number,
    ...piece: Piece
  ): void;
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
  dropout(x: number, y: number, seed: number, threshold: number, keptScale: number, ...piece: Piece): void;
  uniform(y: number, seed: number, ...piece: Piece): void;
  fromBfloat16(bits: number, y: number, ...piece: Piece): void;
  fromFloat16(bits: number, y: number, ...piece: Piece): void;
  toBfloat16(x: number, bits: number, ...piece: Piece): void;
  toFloat16(x: number, bits: number, ...piece: Piece): void;
  quantizeInt8(weight: number, values: number, scales: number, depth: number, columns: number, ...piece: Piece): void;
  linearInt8ScratchBytes(rows: number, columns: number, depth: number): number;
  linearInt8(
    rows: number,
    columns: number,
    depth: number,
    x: number,
    values: number,
    scales: number,
    ...rest: [...Finish, ...Piece]
  ): void;
  columnSum(x: number, rowBytes: number, y: number, rows: number, ...piece: Piece): void;
  scale(x: number, y: number, factor: number, ...piece: Piece): void;
  sum(x: number, size: number): number;
  sumOfSquares(x: number, size: number): number;
}
