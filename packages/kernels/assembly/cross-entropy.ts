/** Log-probabilities of chosen tokens from rows of logits, one look at each row from memory. See src/ops/cross-entropy.ts. */
import { exponential, exponentialOf, largestLane, loadTail, logarithmOf, storeTail, sumOfLanes } from './math';

/** Floats looked at together: they stay in the first-level cache between finding their maximum and summing. */
// @ts-ignore: AssemblyScript decorator
@inline
const BLOCK: i32 = 1024;
/** Below every logit that can occur; fills lanes that hold none. */
// @ts-ignore: AssemblyScript decorator
@inline
const LOWEST: f32 = -3e38;

/** Rows from…to: the log-sum-exp, and log softmax at the row's token, 0 where that is negative. */
export function tokenLogProbs(
  logits: usize,
  tokens: usize,
  logProbs: usize,
  logSums: usize,
  width: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  for (let row = <usize>from; row < <usize>to; row++) {
    const own = logits + ((row * <usize>width) << 2);
    const logSum = logSumOfRow(own, width);
    const token = i32.load(tokens + (row << 2));
    f32.store(logSums + (row << 2), logSum);
    f32.store(logProbs + (row << 2), token < 0 ? 0 : f32.load(own + (<usize>token << 2)) - logSum);
  }
}

/**
 * Rows from…to of dLogits = (onehot − e^(logits − logSum))·factor; 0 where the token is negative. The factor is
 * `scale`, times the row's entry in `dy` unless that is 0.
 */
export function tokenLogProbsGrad(
  logits: usize,
  tokens: usize,
  logSums: usize,
  dy: usize,
  dLogits: usize,
  width: i32,
  scale: f32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const vectors = <usize>(width & ~3) << 2;
  const rest = width & 3;
  const rowBytes = <usize>width << 2;
  for (let row = <usize>from; row < <usize>to; row++) {
    const x = logits + row * rowBytes;
    const dx = dLogits + row * rowBytes;
    const token = i32.load(tokens + (row << 2));
    if (token < 0) {
      memory.fill(dx, 0, rowBytes);
      continue;
    }
    const factor = dy ? scale * f32.load(dy + (row << 2)) : scale;
    const minusFactor = f32x4.splat(-factor);
    const shift = f32x4.splat(f32.load(logSums + (row << 2)));
    for (let at: usize = 0; at < vectors; at += 16) {
      v128.store(dx + at, f32x4.mul(exponential(f32x4.sub(v128.load(x + at), shift)), minusFactor));
    }
    if (rest) {
      const last = exponential(f32x4.sub(loadTail(x + vectors, rest, 0), shift));
      storeTail(dx + vectors, f32x4.mul(last, minusFactor), rest);
    }
    const chosen = dx + (<usize>token << 2);
    f32.store(chosen, f32.load(chosen) + factor);
  }
}

/** log Σ eˣ of a row: block by block with a running maximum, the sum rescaled when it grows (online softmax). */
function logSumOfRow(row: usize, width: i32): f32 {
  let top: f32 = LOWEST;
  let total: f32 = 0;
  for (let first = 0; first < width; first += BLOCK) {
    const size = min(BLOCK, width - first);
    const block = row + (<usize>first << 2);
    const vectors = <usize>(size & ~3) << 2;
    const rest = size & 3;
    let largest = f32x4.splat(top);
    for (let at: usize = 0; at < vectors; at += 16) largest = f32x4.pmax(largest, v128.load(block + at));
    if (rest) largest = f32x4.pmax(largest, loadTail(block + vectors, rest, LOWEST));
    const newTop = largestLane(largest);
    const shift = f32x4.splat(newTop);
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < vectors; at += 16) {
      sum = f32x4.add(sum, exponential(f32x4.sub(v128.load(block + at), shift)));
    }
    if (rest) {
      // The empty lanes give e⁻⁸⁷, far below the rounding of the sum.
      sum = f32x4.add(sum, exponential(f32x4.sub(loadTail(block + vectors, rest, LOWEST), shift)));
    }
    total = total * exponentialOf(top - newTop) + sumOfLanes(sum);
    top = newTop;
  }
  return top + <f32>logarithmOf(total);
}
