/**
 * The innermost loop of the matrix product: a 6×8 tile of C in 12 vector registers. With two of B and one
 * of A that fills the 16 registers of x86: the build with fused multiply-add uses it.
 */
import { multiplyAdd } from '../math';

/**
 * C[6×8] = packed A [depth×6] · packed B [depth×8] + start, where row i of start is read at `start + i·startRow`;
 * startRow 0 repeats one row (a bias), and start 0 means none.
 */
export function tile6x8(depth: i32, a: usize, b: usize, c: usize, cRow: usize, start: usize, startRow: usize): void {
  let c0l = f32x4.splat(0), c0r = f32x4.splat(0);
  let c1l = f32x4.splat(0), c1r = f32x4.splat(0);
  let c2l = f32x4.splat(0), c2r = f32x4.splat(0);
  let c3l = f32x4.splat(0), c3r = f32x4.splat(0);
  let c4l = f32x4.splat(0), c4r = f32x4.splat(0);
  let c5l = f32x4.splat(0), c5r = f32x4.splat(0);
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a, 0);
    c0l = multiplyAdd(a0, left, c0l);
    c0r = multiplyAdd(a0, right, c0r);
    const a1 = v128.load_splat<f32>(a, 4);
    c1l = multiplyAdd(a1, left, c1l);
    c1r = multiplyAdd(a1, right, c1r);
    const a2 = v128.load_splat<f32>(a, 8);
    c2l = multiplyAdd(a2, left, c2l);
    c2r = multiplyAdd(a2, right, c2r);
    const a3 = v128.load_splat<f32>(a, 12);
    c3l = multiplyAdd(a3, left, c3l);
    c3r = multiplyAdd(a3, right, c3r);
    const a4 = v128.load_splat<f32>(a, 16);
    c4l = multiplyAdd(a4, left, c4l);
    c4r = multiplyAdd(a4, right, c4r);
    const a5 = v128.load_splat<f32>(a, 20);
    c5l = multiplyAdd(a5, left, c5l);
    c5r = multiplyAdd(a5, right, c5r);
    a += 24;
    b += 32;
  }
  if (start) {
    c0l = f32x4.add(c0l, v128.load(start));
    c0r = f32x4.add(c0r, v128.load(start, 16));
    start += startRow;
    c1l = f32x4.add(c1l, v128.load(start));
    c1r = f32x4.add(c1r, v128.load(start, 16));
    start += startRow;
    c2l = f32x4.add(c2l, v128.load(start));
    c2r = f32x4.add(c2r, v128.load(start, 16));
    start += startRow;
    c3l = f32x4.add(c3l, v128.load(start));
    c3r = f32x4.add(c3r, v128.load(start, 16));
    start += startRow;
    c4l = f32x4.add(c4l, v128.load(start));
    c4r = f32x4.add(c4r, v128.load(start, 16));
    start += startRow;
    c5l = f32x4.add(c5l, v128.load(start));
    c5r = f32x4.add(c5r, v128.load(start, 16));
  }
  v128.store(c, c0l);
  v128.store(c, c0r, 16);
  c += cRow;
  v128.store(c, c1l);
  v128.store(c, c1r, 16);
  c += cRow;
  v128.store(c, c2l);
  v128.store(c, c2r, 16);
  c += cRow;
  v128.store(c, c3l);
  v128.store(c, c3r, 16);
  c += cRow;
  v128.store(c, c4l);
  v128.store(c, c4r, 16);
  c += cRow;
  v128.store(c, c5l);
  v128.store(c, c5r, 16);
}
