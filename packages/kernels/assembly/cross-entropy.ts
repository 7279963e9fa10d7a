/** Cross-entropy over rows of logits, one look at each row from memory. See src/ops/cross-entropy.ts. */
import { exponential, exponentialOf, largestLane, loadTail, logarithmOf, storeTail, sumOfLanes } from './math';

/** Floats looked at together: they stay in the first-level cache between finding their maximum and summing. */
// @ts-ignore: AssemblyScript decorator
@inline
const BLOCK: i32 = 1024;
/** Below every logit that can occur; fills lanes that hold none. */
// @ts-ignore: AssemblyScript decorator
@inline
const LOWEST: f32 = -3e38;

/** Writes one log-sum-exp per row and returns the sum of nats over rows whose target is ≥ 0. */
export function crossEntropy(logits: usize, targets: usize, logSums: usize, rows: i32, width: i32): f64 {
  let nats: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const logSum = logSumOfRow(logits, width);
    f32.store(logSums, logSum);
    const target = i32.load(targets);
    if (target >= 0) nats += <f64>logSum - <f64>f32.load(logits + (<usize>target << 2));
    logits += <usize>width << 2;
    targets += 4;
    logSums += 4;
  }
  return nats;
}

/** dLogits = (e^(logits − logSum) − onehot)·scale, 0 on rows whose target is negative. */
export function crossEntropyGrad(
  logits: usize,
  targets: usize,
  logSums: usize,
  dLogits: usize,
  rows: i32,
  width: i32,
  scale: f32,
): void {
  const vectors = <usize>(width & ~3) << 2;
  const rest = width & 3;
  const factor = f32x4.splat(scale);
  for (let row = 0; row < rows; row++) {
    const target = i32.load(targets);
    if (target < 0) {
      memory.fill(dLogits, 0, <usize>width << 2);
    } else {
      const shift = f32x4.splat(f32.load(logSums));
      for (let at: usize = 0; at < vectors; at += 16) {
        v128.store(dLogits + at, f32x4.mul(exponential(f32x4.sub(v128.load(logits + at), shift)), factor));
      }
      if (rest) {
        const tail = exponential(f32x4.sub(loadTail(logits + vectors, rest, 0), shift));
        storeTail(dLogits + vectors, f32x4.mul(tail, factor), rest);
      }
      const chosen = dLogits + (<usize>target << 2);
      f32.store(chosen, f32.load(chosen) - scale);
    }
    logits += <usize>width << 2;
    dLogits += <usize>width << 2;
    targets += 4;
    logSums += 4;
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
