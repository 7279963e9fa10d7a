/** Layer norm over rows of `width` floats. `statistics` holds (mean, 1/√(variance + ε)) per row. See src/ops/layer-norm.ts. */
import { loadTail, multiplyAdd, storeTail, sumOfLanes } from './math';
import { addRows, addTo } from './reduce';

/** Rows whose shares of dGain and dBias are summed before they meet the others': a fixed cut, so a fixed order of adding. */
export const PART_ROWS: i32 = 64;

/**
 * Rows from…to of y = (x − μ)·r·gain + bias; a row is in the first-level cache after the first look. With `residual`
 * (0 for none), sum = x + residual is written first and takes the place of x.
 */
export function layerNorm(
  x: usize,
  residual: usize,
  sum: usize,
  gain: usize,
  bias: usize,
  y: usize,
  statistics: usize,
  width: i32,
  epsilon: f32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const vectors = <usize>(width & ~3) << 2;
  const rest = width & 3;
  const rowBytes = <usize>width << 2;
  for (let row = <usize>from; row < <usize>to; row++) {
    let source = x + row * rowBytes;
    if (residual) {
      addRows(source, residual + row * rowBytes, sum + row * rowBytes, width);
      source = sum + row * rowBytes;
    }
    const target = y + row * rowBytes;
    const mean = meanOfRow(source, vectors, rest, width);
    const inverse: f32 = 1 / Mathf.sqrt(varianceOfRow(source, mean, vectors, rest, width) + epsilon);
    f32.store(statistics + (row << 3), mean);
    f32.store(statistics + (row << 3), inverse, 4);
    const m = f32x4.splat(mean);
    const r = f32x4.splat(inverse);
    for (let at: usize = 0; at < vectors; at += 16) {
      const normalised = f32x4.mul(f32x4.sub(v128.load(source + at), m), r);
      v128.store(target + at, multiplyAdd(normalised, v128.load(gain + at), v128.load(bias + at)));
    }
    if (rest) {
      const normalised = f32x4.mul(f32x4.sub(loadTail(source + vectors, rest, 0), m), r);
      const shifted = multiplyAdd(normalised, loadTail(gain + vectors, rest, 0), loadTail(bias + vectors, rest, 0));
      storeTail(target + vectors, shifted, rest);
    }
  }
}

/**
 * Parts from…to, of PART_ROWS rows each, of the backward pass: dx (+ dSum, if not 0) of these rows, and in
 * `shares` [parts, 2·width] their part of dGain and dBias.
 */
export function layerNormGrad(
  x: usize,
  gain: usize,
  statistics: usize,
  dy: usize,
  dSum: usize,
  dx: usize,
  shares: usize,
  rows: i32,
  width: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const rowBytes = <usize>width << 2;
  for (let part = from; part < to; part++) {
    const share = shares + <usize>part * 2 * rowBytes;
    memory.fill(share, 0, 2 * rowBytes);
    const last = min(rows, (part + 1) * PART_ROWS);
    for (let row = part * PART_ROWS; row < last; row++) {
      const place = <usize>row * rowBytes;
      gradOfRow(x + place, gain, statistics + (<usize>row << 3), dy + place, dx + place, share, width);
      if (dSum) addTo(dx + place, dSum + place, width);
    }
  }
}

/** dx of one row; adds the row's share of dGain and, behind it, of dBias. */
function gradOfRow(x: usize, gain: usize, statistics: usize, dy: usize, dx: usize, share: usize, width: i32): void {
  const vectors = <usize>(width & ~3) << 2;
  const rest = width & 3;
  const dGain = share;
  const dBias = share + (<usize>width << 2);
  const m = f32x4.splat(f32.load(statistics));
  const r = f32x4.splat(f32.load(statistics, 4));
  let sumOfScaled = f32x4.splat(0);
  let projection = f32x4.splat(0);
  for (let at: usize = 0; at < vectors; at += 16) {
    const g = v128.load(dy + at);
    const normalised = f32x4.mul(f32x4.sub(v128.load(x + at), m), r);
    const scaled = f32x4.mul(g, v128.load(gain + at));
    sumOfScaled = f32x4.add(sumOfScaled, scaled);
    projection = multiplyAdd(scaled, normalised, projection);
    v128.store(dGain + at, multiplyAdd(g, normalised, v128.load(dGain + at)));
    v128.store(dBias + at, f32x4.add(g, v128.load(dBias + at)));
  }
  if (rest) {
    const g = loadTail(dy + vectors, rest, 0);
    const normalised = f32x4.mul(f32x4.sub(loadTail(x + vectors, rest, 0), m), r);
    const scaled = f32x4.mul(g, loadTail(gain + vectors, rest, 0));
    sumOfScaled = f32x4.add(sumOfScaled, scaled);
    projection = multiplyAdd(scaled, normalised, projection);
    storeTail(dGain + vectors, multiplyAdd(g, normalised, loadTail(dGain + vectors, rest, 0)), rest);
    storeTail(dBias + vectors, f32x4.add(g, loadTail(dBias + vectors, rest, 0)), rest);
  }
  const averageScaled = f32x4.splat(sumOfLanes(sumOfScaled) / <f32>width);
  const averageProjection = f32x4.splat(sumOfLanes(projection) / <f32>width);
  for (let at: usize = 0; at < vectors; at += 16) {
    const scaled = f32x4.mul(v128.load(dy + at), v128.load(gain + at));
    v128.store(dx + at, inputGradient(scaled, v128.load(x + at), m, r, averageScaled, averageProjection));
  }
  if (rest) {
    const scaled = f32x4.mul(loadTail(dy + vectors, rest, 0), loadTail(gain + vectors, rest, 0));
    const last = inputGradient(scaled, loadTail(x + vectors, rest, 0), m, r, averageScaled, averageProjection);
    storeTail(dx + vectors, last, rest);
  }
}

/** r·(scaled − mean(scaled) − x̂·mean(scaled·x̂)) */
// @ts-ignore: AssemblyScript decorator
@inline
function inputGradient(scaled: v128, x: v128, m: v128, r: v128, averageScaled: v128, averageProjection: v128): v128 {
  const normalised = f32x4.mul(f32x4.sub(x, m), r);
  return f32x4.mul(r, f32x4.sub(f32x4.sub(scaled, averageScaled), f32x4.mul(normalised, averageProjection)));
}

// @ts-ignore: AssemblyScript decorator
@inline
function meanOfRow(x: usize, vectors: usize, rest: i32, width: i32): f32 {
  let total = f32x4.splat(0);
  for (let at: usize = 0; at < vectors; at += 16) total = f32x4.add(total, v128.load(x + at));
  if (rest) total = f32x4.add(total, loadTail(x + vectors, rest, 0));
  return sumOfLanes(total) / <f32>width;
}

/** The lanes beyond the tail are filled with the mean, so that they add nothing. */
// @ts-ignore: AssemblyScript decorator
@inline
function varianceOfRow(x: usize, mean: f32, vectors: usize, rest: i32, width: i32): f32 {
  const m = f32x4.splat(mean);
  let total = f32x4.splat(0);
  for (let at: usize = 0; at < vectors; at += 16) {
    const centred = f32x4.sub(v128.load(x + at), m);
    total = multiplyAdd(centred, centred, total);
  }
  if (rest) {
    const centred = f32x4.sub(loadTail(x + vectors, rest, mean), m);
    total = multiplyAdd(centred, centred, total);
  }
  return sumOfLanes(total) / <f32>width;
}
