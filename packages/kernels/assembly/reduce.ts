/** Sums: over rows (bias gradients), of squares (norms), and scaling by a number. Fixed order, so the same bits every time. */
import { loadTail, multiplyAdd, storeTail, sumOfLanes } from './math';

/** Floats whose squares are summed in float32 before going to float64. */
// @ts-ignore: AssemblyScript decorator
@inline
const CHUNK: i32 = 4096;

/** to += from on `size` floats. */
// @ts-ignore: AssemblyScript decorator
@inline
export function addTo(to: usize, from: usize, size: i32): void {
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (let at = vectors; at < <usize>size << 2; at += 4) f32.store(to + at, f32.load(to + at) + f32.load(from + at));
}

/** sum = a + b on `size` floats. */
// @ts-ignore: AssemblyScript decorator
@inline
export function addRows(a: usize, b: usize, sum: usize, size: i32): void {
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    v128.store(sum + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
  for (let at = vectors; at < <usize>size << 2; at += 4) f32.store(sum + at, f32.load(a + at) + f32.load(b + at));
}

/** Columns from…to of y[j] = Σ over rows of x, whose rows are `rowBytes` apart. */
export function columnSum(
  x: usize,
  rowBytes: usize,
  y: usize,
  rows: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const place = <usize>from << 2;
  x += place;
  y += place;
  const width = to - from;
  memory.fill(y, 0, <usize>width << 2);
  for (let row = 0; row < rows; row++) {
    addTo(y, x, width);
    x += rowBytes;
  }
}

/** Σ x over `size` floats, one after the other in float64. */
export function sum(x: usize, size: i32): f64 {
  let total: f64 = 0;
  for (const end = x + (<usize>size << 2); x < end; x += 4) total += <f64>f32.load(x);
  return total;
}

/** Σ x² over `size` floats. */
export function sumOfSquares(x: usize, size: i32): f64 {
  let sum: f64 = 0;
  for (let first = 0; first < size; first += CHUNK) {
    const count = min(CHUNK, size - first);
    const vectors = <usize>(count & ~3) << 2;
    let total = f32x4.splat(0);
    for (let at: usize = 0; at < vectors; at += 16) {
      const lanes = v128.load(x + at);
      total = multiplyAdd(lanes, lanes, total);
    }
    const rest = count & 3;
    if (rest) {
      const lanes = loadTail(x + vectors, rest, 0);
      total = multiplyAdd(lanes, lanes, total);
    }
    sum += <f64>sumOfLanes(total);
    x += <usize>count << 2;
  }
  return sum;
}

/** y = x·factor on floats from…to. */
export function scale(x: usize, y: usize, factor: f32, from: i32, to: i32, _scratch: usize): void {
  const size = to - from;
  const place = <usize>from << 2;
  x += place;
  y += place;
  const by = f32x4.splat(factor);
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) v128.store(y + at, f32x4.mul(v128.load(x + at), by));
  const rest = size & 3;
  if (rest) storeTail(y + vectors, f32x4.mul(loadTail(x + vectors, rest, 0), by), rest);
}
