/** Rows of attention scores turned into weights, and their gradient: masked, shifted by the maximum, never overflowing. */
import { exponential, largestLane, logarithmOf, multiplyAdd, sumOfLanes } from '../math';

/** Stands for −∞ under a mask, and for the log-sum-exp of a query that may see no key. */
export const MASKED_SCORE: f32 = -1e30;
/** Below any log-sum-exp of a query that sees something. */
// @ts-ignore: AssemblyScript decorator
@inline
const NOTHING_SEEN: f32 = -1e29;

/**
 * Turns scores into weights in place: the first `visible` of `keys`, without those whose byte in `mask` (0 for none) is
 * 0; the others become 0. Returns the log-sum-exp of the scaled scores. Rows have room for whole vectors.
 */
export function softmaxRow(row: usize, visible: i32, keys: i32, mask: usize, scale: f32): f32 {
  const padded = hideKeys(row, visible, mask);
  let largest = f32x4.splat(MASKED_SCORE);
  for (let at: usize = 0; at < padded; at += 16) largest = f32x4.pmax(largest, v128.load(row + at));
  const peak = largestLane(largest);
  if (peak <= NOTHING_SEEN) {
    if (mask && !hasNaN(row, padded)) {
      memory.fill(row, 0, <usize>keys << 2);
      return MASKED_SCORE;
    }
  }
  const top = peak * scale;
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
  clear(row, visible, keys);
  if (mask) clearHidden(row, visible, mask);
  return top + <f32>logarithmOf(sum);
}

/** weights: scores → P = exp(S·scale − logSum); dScores: dP → P·(dP − correction)·scale; both 0 where hidden. */
export function scoreGradRow(
  weights: usize,
  dScores: usize,
  visible: i32,
  keys: i32,
  mask: usize,
  scale: f32,
  logSum: f32,
  correction: f32,
): void {
  if (logSum <= NOTHING_SEEN) {
    memory.fill(weights, 0, <usize>keys << 2);
    memory.fill(dScores, 0, <usize>keys << 2);
    return;
  }
  const padded = hideKeys(weights, visible, mask);
  const factor = f32x4.splat(scale);
  const shift = f32x4.splat(-logSum);
  const centre = f32x4.splat(correction);
  for (let at: usize = 0; at < padded; at += 16) {
    const weight = exponential(multiplyAdd(v128.load(weights + at), factor, shift));
    v128.store(weights + at, weight);
    const d = f32x4.sub(v128.load(dScores + at), centre);
    v128.store(dScores + at, f32x4.mul(f32x4.mul(weight, d), factor));
  }
  clear(weights, visible, keys);
  clear(dScores, visible, keys);
  if (mask) {
    clearHidden(weights, visible, mask);
    clearHidden(dScores, visible, mask);
  }
}

/** Gives hidden keys, and the lanes of the last vector beyond `visible`, the score of −∞; returns the bytes of the whole vectors. */
// @ts-ignore: AssemblyScript decorator
@inline
function hideKeys(row: usize, visible: i32, mask: usize): usize {
  const padded = (visible + 3) & ~3;
  for (let i = visible; i < padded; i++) f32.store(row + (<usize>i << 2), MASKED_SCORE);
  if (mask) {
    for (let i = 0; i < visible; i++) {
      if (load<u8>(mask + <usize>i) == 0) f32.store(row + (<usize>i << 2), MASKED_SCORE);
    }
  }
  return <usize>padded << 2;
}

// @ts-ignore: AssemblyScript decorator
@inline
function clear(row: usize, visible: i32, keys: i32): void {
  memory.fill(row + (<usize>visible << 2), 0, <usize>(keys - visible) << 2);
}

/** e⁻⁸⁷ is small, but 0 is what a masked weight is. */
function clearHidden(row: usize, visible: i32, mask: usize): void {
  for (let i = 0; i < visible; i++) {
    if (load<u8>(mask + <usize>i) == 0) f32.store(row + (<usize>i << 2), 0);
  }
}

function hasNaN(row: usize, bytes: usize): bool {
  for (let at: usize = 0; at < bytes; at += 4) {
    const score = f32.load(row + at);
    if (score != score) return true;
  }
  return false;
}
