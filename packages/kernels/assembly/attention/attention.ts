/**
 * Attention, one (batch, head) pair after the other and QUERY_BLOCK queries at a time: the scores of a block are
 * [QUERY_BLOCK × keys it may see], so T×T is never stored and nothing above the diagonal blocks is computed. The
 * backward pass recomputes the weights from the saved log-sum-exp. See src/ops/attention.ts for the formulas.
 *
 * q, k and v are given by address and strides, so that one code serves [B, H, T, D] and the packed [B, T, 3C]: rows
 * (tokens), heads and batches are `…Row`, `…Head`, `…Batch` bytes apart, D floats contiguous. A piece is a range of pairs.
 */
import { dot } from '../few-rows';
import { gemm, gemmWorkspaceBytes } from '../gemm/gemm';
import { scoreGradRow, softmaxRow } from './softmax-rows';

/** Queries per block: large enough for the matrix product, small enough that scores stay in the second-level cache. */
// @ts-ignore: AssemblyScript decorator
@inline
const QUERY_BLOCK: i32 = 24;

/** Bytes one score block takes: rows padded to whole vectors. */
// @ts-ignore: AssemblyScript decorator
@inline
function scoreBytes(length: i32): i32 {
  return QUERY_BLOCK * paddedLength(length) * 4;
}

// @ts-ignore: AssemblyScript decorator
@inline
function paddedLength(length: i32): i32 {
  return (length + 3) & ~3;
}

/** Bytes of scratch that either pass needs. */
export function attentionScratchBytes(length: i32, headDim: i32): i32 {
  const scores = gemmWorkspaceBytes(QUERY_BLOCK, length, headDim);
  const values = gemmWorkspaceBytes(QUERY_BLOCK, headDim, length);
  const keys = gemmWorkspaceBytes(length, headDim, QUERY_BLOCK);
  return 2 * scoreBytes(length) + max(scores, max(values, keys));
}

/** output = softmax(q·kᵀ·scale, masked)·v and logSums [B, H, T]. `mask` (0 for none) has one byte per key, [B, T]. */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  row: usize,
  head: usize,
  batch: usize,
  output: usize,
  outputRow: usize,
  outputHead: usize,
  outputBatch: usize,
  logSums: usize,
  mask: usize,
  causal: i32,
  heads: i32,
  length: i32,
  headDim: i32,
  scale: f32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const scoreRow = <usize>paddedLength(length) << 2;
  const scores = scratch;
  const products = scratch + scoreBytes(length);
  for (let pair = from; pair < to; pair++) {
    const place = <usize>(pair / heads) * batch + <usize>(pair % heads) * head;
    const values = v + place;
    const own = output + <usize>(pair / heads) * outputBatch + <usize>(pair % heads) * outputHead;
    const sums = logSums + (<usize>(pair * length) << 2);
    const hidden = mask ? mask + <usize>(pair / heads) * <usize>length : 0;
    for (let first = 0; first < length; first += QUERY_BLOCK) {
      const rows = min(QUERY_BLOCK, length - first);
      const keys = causal ? first + rows : length;
      const queries = q + place + <usize>first * row;
      // [rows, D]·[keys, D]ᵀ → [rows, keys]
      gemm(rows, keys, headDim, queries, row, 4, k + place, 4, row, scores, scoreRow, 0, false, 0, 0, products);
      for (let i = 0; i < rows; i++) {
        const visible = causal ? first + i + 1 : keys;
        const logSum = softmaxRow(scores + <usize>i * scoreRow, visible, keys, hidden, scale);
        f32.store(sums + (<usize>(first + i) << 2), logSum);
      }
      // [rows, keys]·[keys, D] → [rows, D]
      const to = own + <usize>first * outputRow;
      gemm(rows, headDim, keys, scores, scoreRow, 4, values, row, 4, to, outputRow, 0, false, 0, 0, products);
    }
  }
}

/** dq, dk, dv of `attention`, with its strides; output and logSums are what it returned, dy is strided like output. */
export function attentionGrad(
  q: usize,
  k: usize,
  v: usize,
  row: usize,
  head: usize,
  batch: usize,
  output: usize,
  dy: usize,
  outputRow: usize,
  outputHead: usize,
  outputBatch: usize,
  logSums: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  mask: usize,
  causal: i32,
  heads: i32,
  length: i32,
  headDim: i32,
  scale: f32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const scoreRow = <usize>paddedLength(length) << 2;
  const weights = scratch;
  const dScores = weights + scoreBytes(length);
  const products = dScores + scoreBytes(length);
  for (let pair = from; pair < to; pair++) {
    const place = <usize>(pair / heads) * batch + <usize>(pair % heads) * head;
    const outputPlace = <usize>(pair / heads) * outputBatch + <usize>(pair % heads) * outputHead;
    const sums = logSums + (<usize>(pair * length) << 2);
    const hidden = mask ? mask + <usize>(pair / heads) * <usize>length : 0;
    clearRows(dk + place, row, length, headDim);
    clearRows(dv + place, row, length, headDim);
    for (let first = 0; first < length; first += QUERY_BLOCK) {
      const rows = min(QUERY_BLOCK, length - first);
      const keys = causal ? first + rows : length;
      const at = place + <usize>first * row;
      const outputAt = outputPlace + <usize>first * outputRow;
      // weights = q·kᵀ [rows, keys], dWeights = dy·vᵀ [rows, keys]
      gemm(rows, keys, headDim, q + at, row, 4, k + place, 4, row, weights, scoreRow, 0, false, 0, 0, products);
      gemm(rows, keys, headDim, dy + outputAt, outputRow, 4, v + place, 4, row, dScores, scoreRow, 0, false, 0, 0, products);
      for (let i = 0; i < rows; i++) {
        const own = outputAt + <usize>i * outputRow;
        const correction = dot(dy + own, output + own, headDim);
        const logSum = f32.load(sums + (<usize>(first + i) << 2));
        const offset = <usize>i * scoreRow;
        const visible = causal ? first + i + 1 : keys;
        scoreGradRow(weights + offset, dScores + offset, visible, keys, hidden, scale, logSum, correction);
      }
      // dq = dS·k [rows, D]; dk += dSᵀ·q [keys, D]; dv += Pᵀ·dy [keys, D]
      gemm(rows, headDim, keys, dScores, scoreRow, 4, k + place, row, 4, dq + at, row, 0, false, 0, 0, products);
      gemm(keys, headDim, rows, dScores, 4, scoreRow, q + at, row, 4, dk + place, row, 0, true, 0, 0, products);
      gemm(keys, headDim, rows, weights, 4, scoreRow, dy + outputAt, outputRow, 4, dv + place, row, 0, true, 0, 0, products);
    }
  }
}

function clearRows(rows: usize, stride: usize, count: i32, width: i32): void {
  for (let i = 0; i < count; i++) memory.fill(rows + <usize>i * stride, 0, <usize>width << 2);
}
