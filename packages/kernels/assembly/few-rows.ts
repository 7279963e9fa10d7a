/**
 * Products with one to three rows, as in generating token by token: the time goes into reading B once, so B is read
 * from front to back where it lies, and the row of C stays in the first-level cache.
 */
import { multiplyAdd, sumOfLanes } from './math';

/** C[rows × columns] = A·B + bias, B with contiguous rows: each is scaled and added, one after the other as it lies in memory. */
export function fewRowsByRows(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  bias: usize,
): void {
  const rowBytes = <usize>columns << 2;
  for (let row = <usize>0; row < <usize>rows; row++) {
    if (bias) memory.copy(c + row * cRow, bias, rowBytes);
    else memory.fill(c + row * cRow, 0, rowBytes);
  }
  for (let k = 0; k < depth; k++) {
    for (let row = <usize>0; row < <usize>rows; row++) {
      addOneRow(columns, f32.load(a + row * aRow + (<usize>k << 2)), b, c + row * cRow);
    }
    b += bRow;
  }
}

/** C[rows × columns] = A·B + bias, B with contiguous columns: dot products, four columns at a time. */
export function fewRowsByColumns(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  b: usize,
  bColumn: usize,
  c: usize,
  cRow: usize,
  bias: usize,
): void {
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) {
      const sum = dot(a, b + <usize>j * bColumn, depth);
      const at = <usize>j << 2;
      f32.store(c + at, bias ? sum + f32.load(bias + at) : sum);
    }
    a += aRow;
    c += cRow;
  }
}

/** a·b over `size` floats. */
export function dot(a: usize, b: usize, size: i32): f32 {
  const sixteens = <usize>(size & ~15) << 2;
  const vectors = <usize>(size & ~3) << 2;
  const bytes = <usize>size << 2;
  let t0 = f32x4.splat(0), t1 = f32x4.splat(0), t2 = f32x4.splat(0), t3 = f32x4.splat(0);
  let at: usize = 0;
  for (; at < sixteens; at += 64) {
    t0 = multiplyAdd(v128.load(a + at), v128.load(b + at), t0);
    t1 = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), t1);
    t2 = multiplyAdd(v128.load(a + at, 32), v128.load(b + at, 32), t2);
    t3 = multiplyAdd(v128.load(a + at, 48), v128.load(b + at, 48), t3);
  }
  for (; at < vectors; at += 16) t0 = multiplyAdd(v128.load(a + at), v128.load(b + at), t0);
  let sum = sumOfLanes(f32x4.add(f32x4.add(t0, t1), f32x4.add(t2, t3)));
  for (; at < bytes; at += 4) sum += f32.load(a + at) * f32.load(b + at);
  return sum;
}

/** to += factor·row on `size` floats. (Several rows at once halve the speed: more streams than the prefetcher follows.) */
// @ts-ignore: AssemblyScript decorator
@inline
export function addOneRow(size: i32, factor: f32, row: usize, to: usize): void {
  const f = f32x4.splat(factor);
  const sixteens = <usize>(size & ~15) << 2;
  const vectors = <usize>(size & ~3) << 2;
  let at: usize = 0;
  for (; at < sixteens; at += 64) {
    v128.store(to + at, multiplyAdd(f, v128.load(row + at), v128.load(to + at)));
    v128.store(to + at, multiplyAdd(f, v128.load(row + at, 16), v128.load(to + at, 16)), 16);
    v128.store(to + at, multiplyAdd(f, v128.load(row + at, 32), v128.load(to + at, 32)), 32);
    v128.store(to + at, multiplyAdd(f, v128.load(row + at, 48), v128.load(to + at, 48)), 48);
  }
  for (; at < vectors; at += 16) v128.store(to + at, multiplyAdd(f, v128.load(row + at), v128.load(to + at)));
  for (const bytes = <usize>size << 2; at < bytes; at += 4) {
    f32.store(to + at, f32.load(to + at) + factor * f32.load(row + at));
  }
}
