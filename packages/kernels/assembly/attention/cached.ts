/** Attention of new tokens to all tokens so far, whose keys and values were kept: a step of generation. */
import { dot } from '../few-rows';
import { multiplyAdd } from '../math';
import { softmaxRow } from './softmax-rows';

/** Copies the keys and values of `count` new tokens from qkv [B, count, 3C] to places past… of the caches [B, S, C]. */
export function appendToCache(
  qkv: usize,
  keys: usize,
  values: usize,
  batches: i32,
  count: i32,
  past: i32,
  capacity: i32,
  width: i32,
): void {
  const rowBytes = <usize>width << 2;
  for (let batch = 0; batch < batches; batch++) {
    for (let i = 0; i < count; i++) {
      const from = qkv + <usize>(batch * count + i) * 3 * rowBytes;
      const place = <usize>(batch * capacity + past + i) * rowBytes;
      memory.copy(keys + place, from + rowBytes, rowBytes);
      memory.copy(values + place, from + 2 * rowBytes, rowBytes);
    }
  }
}

/** Bytes of scratch of one piece. */
export function cachedAttentionScratchBytes(capacity: i32): i32 {
  return (capacity + 3) << 2;
}

/**
 * output [B, count, C] of the new tokens' queries over the caches, causal; `mask` (0 for none) has one byte per place of
 * the cache, [B, S]. A piece is a range of (batch, head) pairs.
 */
export function cachedAttention(
  qkv: usize,
  keys: usize,
  values: usize,
  output: usize,
  mask: usize,
  heads: i32,
  count: i32,
  past: i32,
  capacity: i32,
  headDim: i32,
  scale: f32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const rowBytes = <usize>(heads * headDim) << 2;
  const headBytes = <usize>headDim << 2;
  for (let pair = from; pair < to; pair++) {
    const batch = <usize>(pair / heads);
    const head = <usize>(pair % heads) * headBytes;
    const cache = batch * <usize>capacity * rowBytes + head;
    const hidden = mask ? mask + batch * <usize>capacity : 0;
    for (let i = 0; i < count; i++) {
      const token = batch * <usize>count + <usize>i;
      const query = qkv + token * 3 * rowBytes + head;
      const visible = past + i + 1;
      let key = keys + cache;
      for (let j = 0; j < visible; j++) {
        f32.store(scratch + (<usize>j << 2), dot(query, key, headDim));
        key += rowBytes;
      }
      softmaxRow(scratch, visible, visible, hidden, scale);
      weightedSum(scratch, values + cache, rowBytes, visible, headDim, output + token * rowBytes + head);
    }
  }
}

/** to = Σ over rows of weights[row]·row, 16 floats at a time in registers. */
function weightedSum(weights: usize, first: usize, rowBytes: usize, rows: i32, size: i32, to: usize): void {
  const end = weights + (<usize>rows << 2);
  const bytes = <usize>size << 2;
  let at: usize = 0;
  for (; at + 64 <= bytes; at += 64) {
    let t0 = f32x4.splat(0), t1 = f32x4.splat(0), t2 = f32x4.splat(0), t3 = f32x4.splat(0);
    let row = first + at;
    for (let weight = weights; weight < end; weight += 4) {
      const w = v128.load_splat<f32>(weight);
      t0 = multiplyAdd(w, v128.load(row), t0);
      t1 = multiplyAdd(w, v128.load(row, 16), t1);
      t2 = multiplyAdd(w, v128.load(row, 32), t2);
      t3 = multiplyAdd(w, v128.load(row, 48), t3);
      row += rowBytes;
    }
    v128.store(to + at, t0);
    v128.store(to + at, t1, 16);
    v128.store(to + at, t2, 32);
    v128.store(to + at, t3, 48);
  }
  for (; at < bytes; at += 4) {
    let sum: f32 = 0;
    let row = first + at;
    for (let weight = weights; weight < end; weight += 4) {
      sum += f32.load(weight) * f32.load(row);
      row += rowBytes;
    }
    f32.store(to + at, sum);
  }
}
