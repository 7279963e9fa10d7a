/**
 * Weights in 8 bits for generation: four times fewer bytes to read per token. Values lie row by row [depth, columns],
 * padded to whole words of four; one scale per column. See src/ops/int8.ts.
 */
import { finishBlock } from './gemm/finish';
import { gemm, gemmWorkspaceBytes } from './gemm/gemm';
import { multiplyAdd } from './math';

/** From this many rows on, the weights are widened once and go through the common product. */
// @ts-ignore: AssemblyScript decorator
@inline
const MANY_ROWS: i32 = 8;

/** Columns from…to: scale[j] = max|w[·, j]|/127 and value = floor(w/scale + ½). */
export function quantizeInt8(
  weight: usize,
  values: usize,
  scales: usize,
  depth: i32,
  columns: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const rowBytes = <usize>columns << 2;
  const valueRow = paddedColumns(columns);
  for (let j = from; j < to; j++) {
    const column = weight + (<usize>j << 2);
    let largest: f32 = 0;
    for (let k = 0; k < depth; k++) largest = max(largest, abs(f32.load(column + <usize>k * rowBytes)));
    const scale: f32 = largest / 127;
    f32.store(scales + (<usize>j << 2), scale);
    const divisor: f32 = scale > 0 ? scale : 1; // a column of zeros has scale 0
    for (let k = 0; k < depth; k++) {
      const value = floor(f32.load(column + <usize>k * rowBytes) / divisor + 0.5);
      store<i8>(values + <usize>k * valueRow + <usize>j, <i8>min(max(value, -127), 127));
    }
  }
}

/** Bytes of scratch of a piece of `columns` columns. */
export function linearInt8ScratchBytes(rows: i32, columns: i32, depth: i32): i32 {
  return rows < MANY_ROWS ? 16 : ((depth * columns) << 2) + gemmWorkspaceBytes(rows, columns, depth);
}

/** Columns from…to of c = x·(values·scales) + bias, then residual and GELU as in `finishBlock`. Addresses may be 0. */
export function linearInt8(
  rows: i32,
  columns: i32,
  depth: i32,
  x: usize,
  values: usize,
  scales: usize,
  c: usize,
  bias: usize,
  residual: usize,
  activated: usize,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const valueRow = paddedColumns(columns);
  const cRow = <usize>columns << 2;
  const place = <usize>from << 2;
  const width = to - from;
  values += <usize>from;
  scales += place;
  c += place;
  if (bias) bias += place;
  if (residual) residual += place;
  if (activated) activated += place;
  if (rows >= MANY_ROWS) {
    widen(values, valueRow, scales, scratch, width, depth);
    const workspace = scratch + (<usize>(depth * width) << 2);
    gemm(rows, width, depth, x, <usize>depth << 2, 4, scratch, <usize>width << 2, 4, c, cRow, bias, false, residual, activated, workspace);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const to = c + <usize>row * cRow;
    memory.fill(to, 0, <usize>width << 2);
    const from = x + (<usize>(row * depth) << 2);
    for (let k = 0; k < depth; k++) {
      addRow(width, f32.load(from + (<usize>k << 2)), values + <usize>k * valueRow, to);
    }
    applyScales(to, scales, bias, width);
  }
  if (residual | activated) finishBlock(rows, width, c, cRow, residual, activated);
}

// @ts-ignore: AssemblyScript decorator
@inline
function paddedColumns(columns: i32): usize {
  return <usize>((columns + 3) & ~3);
}

/** to += factor·values on `size` bytes. */
// @ts-ignore: AssemblyScript decorator
@inline
function addRow(size: i32, factor: f32, values: usize, to: usize): void {
  const f = f32x4.splat(factor);
  const sixteens = size & ~15;
  for (let j = 0; j < sixteens; j += 16) {
    const bytes = v128.load(values + <usize>j);
    const low = i16x8.extend_low_i8x16_s(bytes);
    const high = i16x8.extend_high_i8x16_s(bytes);
    const at = to + (<usize>j << 2);
    v128.store(at, multiplyAdd(f, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low)), v128.load(at)));
    v128.store(at, multiplyAdd(f, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low)), v128.load(at, 16)), 16);
    v128.store(at, multiplyAdd(f, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high)), v128.load(at, 32)), 32);
    v128.store(at, multiplyAdd(f, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high)), v128.load(at, 48)), 48);
  }
  for (let j = sixteens; j < size; j++) {
    const at = to + (<usize>j << 2);
    f32.store(at, f32.load(at) + factor * <f32>load<i8>(values + <usize>j));
  }
}

/** to = to·scales + bias */
function applyScales(to: usize, scales: usize, bias: usize, size: i32): void {
  for (let at: usize = 0; at < <usize>size << 2; at += 4) {
    const sum = f32.load(to + at) * f32.load(scales + at);
    f32.store(to + at, bias ? sum + f32.load(bias + at) : sum);
  }
}

/** weights[depth × size] = values·scales */
function widen(values: usize, valueRow: usize, scales: usize, weights: usize, size: i32, depth: i32): void {
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < size; j++) {
      f32.store(weights, <f32>load<i8>(values + <usize>j) * f32.load(scales + (<usize>j << 2)));
      weights += 4;
    }
    values += valueRow;
  }
}
