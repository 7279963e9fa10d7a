/**
 * Causal attention, one (batch, head) pair after the other and QUERY_BLOCK queries at a time: the scores of a block are
 * [QUERY_BLOCK × keys it may see], so T×T is never stored and nothing above the diagonal blocks is computed. The
 * backward pass recomputes the weights from the saved log-sum-exp. See src/ops/causal-attention.ts for the formulas.
 */
import { gemm, gemmWorkspaceBytes } from './gemm/gemm';
import { exponential, largestLane, logarithmOf, multiplyAdd, sumOfLanes } from './math';

/** Queries per block: large enough for the matrix product, small enough that scores stay in the second-level cache. */
// @ts-ignore: AssemblyScript decorator
@inline
const QUERY_BLOCK: i32 = 48;
/** Stands for −∞ under the mask. */
// @ts-ignore: AssemblyScript decorator
@inline
const MASKED_SCORE: f32 = -1e30;

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

/** Bytes that either pass needs at `workspace`. */
export function attentionWorkspaceBytes(length: i32, headDim: i32): i32 {
  const scores = gemmWorkspaceBytes(QUERY_BLOCK, length, headDim);
  const values = gemmWorkspaceBytes(QUERY_BLOCK, headDim, length);
  const keys = gemmWorkspaceBytes(length, headDim, QUERY_BLOCK);
  return 2 * scoreBytes(length) + max(scores, max(values, keys));
}

/** output = softmax(q·kᵀ·scale, causal)·v and logSums [pairs, length] for `pairs` (batch, head) pairs. */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  output: usize,
  logSums: usize,
  pairs: i32,
  length: i32,
  headDim: i32,
  scale: f32,
  workspace: usize,
): void {
  const rowBytes = <usize>headDim << 2;
  const scoreRow = <usize>paddedLength(length) << 2;
  const scores = workspace;
  const products = workspace + 2 * scoreBytes(length);
  for (let pair = 0; pair < pairs; pair++) {
    for (let first = 0; first < length; first += QUERY_BLOCK) {
      const rows = min(QUERY_BLOCK, length - first);
      const keys = first + rows;
      const at = <usize>first * rowBytes;
      // [rows, D]·[keys, D]ᵀ → [rows, keys]
      gemm(rows, keys, headDim, q + at, rowBytes, 4, k, 4, rowBytes, scores, scoreRow, 0, false, products);
      for (let row = 0; row < rows; row++) {
        const logSum = softmaxRow(scores + <usize>row * scoreRow, first + row + 1, keys, scale);
        f32.store(logSums + (<usize>(first + row) << 2), logSum);
      }
      // [rows, keys]·[keys, D] → [rows, D]
      gemm(rows, headDim, keys, scores, scoreRow, 4, v, rowBytes, 4, output + at, rowBytes, 0, false, products);
    }
    const pairBytes = <usize>length * rowBytes;
    q += pairBytes;
    k += pairBytes;
    v += pairBytes;
    output += pairBytes;
    logSums += <usize>length << 2;
  }
}

/** dq, dk, dv of `attention`; output and logSums are what it returned. */
export function attentionGrad(
  q: usize,
  k: usize,
  v: usize,
  output: usize,
  logSums: usize,
  dy: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  pairs: i32,
  length: i32,
  headDim: i32,
  scale: f32,
  workspace: usize,
): void {
  const rowBytes = <usize>headDim << 2;
  const scoreRow = <usize>paddedLength(length) << 2;
  const weights = workspace;
  const dScores = workspace + scoreBytes(length);
  const products = dScores + scoreBytes(length);
  const pairBytes = <usize>length * rowBytes;
  for (let pair = 0; pair < pairs; pair++) {
    memory.fill(dk, 0, pairBytes);
    memory.fill(dv, 0, pairBytes);
    for (let first = 0; first < length; first += QUERY_BLOCK) {
      const rows = min(QUERY_BLOCK, length - first);
      const keys = first + rows;
      const at = <usize>first * rowBytes;
      // weights = q·kᵀ [rows, keys], dWeights = dy·vᵀ [rows, keys]
      gemm(rows, keys, headDim, q + at, rowBytes, 4, k, 4, rowBytes, weights, scoreRow, 0, false, products);
      gemm(rows, keys, headDim, dy + at, rowBytes, 4, v, 4, rowBytes, dScores, scoreRow, 0, false, products);
      for (let row = 0; row < rows; row++) {
        const place = at + <usize>row * rowBytes;
        const correction = dotOfRow(dy + place, output + place, headDim);
        const logSum = f32.load(logSums + (<usize>(first + row) << 2));
        const offset = <usize>row * scoreRow;
        scoreGradRow(weights + offset, dScores + offset, first + row + 1, keys, scale, logSum, correction);
      }
      // dq = dS·k [rows, D]; dk += dSᵀ·q [keys, D]; dv += Pᵀ·dy [keys, D]
      gemm(rows, headDim, keys, dScores, scoreRow, 4, k, rowBytes, 4, dq + at, rowBytes, 0, false, products);
      gemm(keys, headDim, rows, dScores, 4, scoreRow, q + at, rowBytes, 4, dk, rowBytes, 0, true, products);
      gemm(keys, headDim, rows, weights, 4, scoreRow, dy + at, rowBytes, 4, dv, rowBytes, 0, true, products);
    }
    q += pairBytes;
    k += pairBytes;
    v += pairBytes;
    output += pairBytes;
    dy += pairBytes;
    dq += pairBytes;
    dk += pairBytes;
    dv += pairBytes;
    logSums += <usize>length << 2;
  }
}

/** Turns scores into weights in place, 0 from `visible` to `keys`; returns the log-sum-exp of the scaled scores. */
function softmaxRow(row: usize, visible: i32, keys: i32, scale: f32): f32 {
  const padded = maskTail(row, visible);
  let largest = f32x4.splat(MASKED_SCORE);
  for (let at: usize = 0; at < padded; at += 16) largest = f32x4.pmax(largest, v128.load(row + at));
  const top = largestLane(largest) * scale;
  const factor = f32x4.splat(scale);
  const shift = f32x4.splat(-top);
  let total = f32x4.splat(0);
  for (let at: usize = 0; at < padded; at += 16) {
    const weight = exponential(multiplyAdd(v128.load(row + at), factor, shift));
    total = f32x4.add(total, weight);
    v128.store(row + at, weight);
  }
  const sum = sumOfLanes(total);
  const inverse = f32x4.splat(1 / sum);
  for (let at: usize = 0; at < padded; at += 16) v128.store(row + at, f32x4.mul(v128.load(row + at), inverse));
  clearHidden(row, visible, keys);
  return top + <f32>logarithmOf(sum);
}

/** weights: scores → P = exp(S·scale − logSum); dScores: dP → P·(dP − correction)·scale; both 0 where hidden. */
function scoreGradRow(
  weights: usize,
  dScores: usize,
  visible: i32,
  keys: i32,
  scale: f32,
  logSum: f32,
  correction: f32,
): void {
  const padded = maskTail(weights, visible);
  const factor = f32x4.splat(scale);
  const shift = f32x4.splat(-logSum);
  const centre = f32x4.splat(correction);
  for (let at: usize = 0; at < padded; at += 16) {
    const weight = exponential(multiplyAdd(v128.load(weights + at), factor, shift));
    v128.store(weights + at, weight);
    const d = f32x4.sub(v128.load(dScores + at), centre);
    v128.store(dScores + at, f32x4.mul(f32x4.mul(weight, d), factor));
  }
  clearHidden(weights, visible, keys);
  clearHidden(dScores, visible, keys);
}

/** Masks the lanes of the last vector beyond `visible`; returns the bytes of the whole vectors. */
// @ts-ignore: AssemblyScript decorator
@inline
function maskTail(row: usize, visible: i32): usize {
  const padded = (visible + 3) & ~3;
  for (let i = visible; i < padded; i++) f32.store(row + (<usize>i << 2), MASKED_SCORE);
  return <usize>padded << 2;
}

// @ts-ignore: AssemblyScript decorator
@inline
function clearHidden(row: usize, visible: i32, keys: i32): void {
  memory.fill(row + (<usize>visible << 2), 0, <usize>(keys - visible) << 2);
}

// @ts-ignore: AssemblyScript decorator
@inline
function dotOfRow(a: usize, b: usize, size: i32): f32 {
  const vectors = <usize>(size & ~3) << 2;
  let total = f32x4.splat(0);
  for (let at: usize = 0; at < vectors; at += 16) {
    total = multiplyAdd(v128.load(a + at), v128.load(b + at), total);
  }
  let sum = sumOfLanes(total);
  for (let at = vectors; at < <usize>size << 2; at += 4) sum += f32.load(a + at) * f32.load(b + at);
  return sum;
}
