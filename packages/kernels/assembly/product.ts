/**
 * The matrix product as the outside calls it, cut into pieces along rows, columns or matrices of a batch. Every element
 * of C is summed in the same order whatever the cut, so the bits are the same on any number of threads.
 */
import { finishBlock } from './gemm/finish';
import { gemm, gemmWorkspaceBytes } from './gemm/gemm';
import { fewRowsByColumns, fewRowsByRows } from './few-rows';

/** Below this many rows, B is read where it lies: packing it would cost more than it saves. */
// @ts-ignore: AssemblyScript decorator
@inline
const FEW_ROWS: i32 = 4;

/** Bytes of scratch that a piece of at most this size needs. */
export function productScratchBytes(rows: i32, columns: i32, depth: i32): i32 {
  return gemmWorkspaceBytes(rows, columns, depth);
}

/** Rows from…to of C = A·B + bias + residual, or of C = A·B + bias and activated = gelu(C) + residual. Addresses may be 0. */
export function productRows(
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  bias: usize,
  residual: usize,
  activated: usize,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const cRow = <usize>columns << 2;
  const place = <usize>from * cRow;
  a += <usize>from * aRow;
  if (residual) residual += place;
  if (activated) activated += place;
  gemm(to - from, columns, depth, a, aRow, aColumn, b, bRow, bColumn, c + place, cRow, bias, false, residual, activated, scratch);
}

/** Columns from…to of the same; for few rows, or where B is the larger operand. */
export function productColumns(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  bias: usize,
  residual: usize,
  activated: usize,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const cRow = <usize>columns << 2;
  const place = <usize>from << 2;
  const width = to - from;
  b += <usize>from * bColumn;
  c += place;
  if (bias) bias += place;
  if (residual) residual += place;
  if (activated) activated += place;
  if (rows < FEW_ROWS && aColumn == 4 && (bColumn == 4 || bRow == 4)) {
    if (bColumn == 4) fewRowsByRows(rows, width, depth, a, aRow, b, bRow, c, cRow, bias);
    else fewRowsByColumns(rows, width, depth, a, aRow, b, bColumn, c, cRow, bias);
    if (residual | activated) finishBlock(rows, width, c, cRow, residual, activated);
    return;
  }
  gemm(rows, width, depth, a, aRow, aColumn, b, bRow, bColumn, c, cRow, bias, false, residual, activated, scratch);
}

/** Matrices from…to of a batch; `aMatrix` and `bMatrix` are the bytes from one to the next, 0 for one that is shared. */
export function productBatch(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  aMatrix: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  bMatrix: usize,
  c: usize,
  bias: usize,
  residual: usize,
  activated: usize,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const cRow = <usize>columns << 2;
  const cMatrix = <usize>rows * cRow;
  for (let i = <usize>from; i < <usize>to; i++) {
    const place = i * cMatrix;
    const more = residual ? residual + place : 0;
    const second = activated ? activated + place : 0;
    gemm(rows, columns, depth, a + i * aMatrix, aRow, aColumn, b + i * bMatrix, bRow, bColumn, c + place, cRow, bias, false, more, second, scratch);
  }
}
