/** One matrix product on addresses: which way it is cut for the threads, and the strides that make the transposes. */
import { grainOf, type KernelContext } from './context.ts';

/** A matrix as the product reads it; strides in bytes. */
export interface MatrixView {
  rows: number;
  columns: number;
  rowStride: number;
  columnStride: number;
  /** Of one matrix of a batch. */
  bytes: number;
}

export interface Product {
  left: MatrixView;
  right: MatrixView;
  rows: number;
  columns: number;
  depth: number;
  /** Several matrices one after the other; a shared operand is the same for all. */
  batch?: { count: number; sharesA: boolean; sharesB: boolean };
}

/** Addresses of what a product writes and adds; 0 for what is not there. See assembly/product.ts. */
export interface Finish {
  c: number;
  bias: number;
  residual: number;
  activated: number;
}

/** A multiple of both tiles' rows (6 and 4), so that pieces have whole tiles. */
const ROW_UNIT = 48;
/** A multiple of the tile's columns and of a cache line. */
const COLUMN_UNIT = 16;
/** Multiply-adds in a piece, at least: about 20 µs. */
const LEAST_WORK = 500_000;
/** Below this many rows a product reads B where it lies, and only columns can be cut. The module has the same number. */
const FEW_ROWS = 4;

/** Views a stored matrix [rows, columns], or its transpose. */
export function viewOf([rows, columns]: [number, number], isTransposed: boolean): MatrixView {
  const view = { rows, columns, rowStride: columns * 4, columnStride: 4, bytes: rows * columns * 4 };
  return isTransposed ? transposed(view) : view;
}

export function transposed({ rows, columns, rowStride, columnStride, bytes }: MatrixView): MatrixView {
  return { rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride, bytes };
}

/** The last two sizes of a shape. */
export function lastTwo(shape: number[]): [number, number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

/** Computes C = A·B and what follows it, on all threads. */
export function multiply(context: KernelContext, product: Product, at: { a: number; b: number }, to: Finish): void {
  const { threads, wasm } = context;
  const { left, right, rows, columns, depth, batch } = product;
  const a = [at.a, left.rowStride, left.columnStride];
  const b = [at.b, right.rowStride, right.columnStride];
  const finish = [to.c, to.bias, to.residual, to.activated];
  if (batch && batch.count !== 1) {
    const [aMatrix, bMatrix] = [batch.sharesA ? 0 : left.bytes, batch.sharesB ? 0 : right.bytes];
    const args = [rows, columns, depth, ...a, aMatrix, ...b, bMatrix, ...finish];
    const grain = grainOf(context, batch.count, 1, LEAST_WORK / Math.max(1, rows * columns * depth));
    threads.run('productBatch', args, batch.count, grain, wasm.productScratchBytes(rows, columns, depth));
    return;
  }
  // The operand that is not cut is packed again for every piece: cut the longer side.
  if (columns > rows || rows < FEW_ROWS) {
    const grain = grainOf(context, columns, COLUMN_UNIT, LEAST_WORK / Math.max(1, rows * depth));
    const scratch = wasm.productScratchBytes(rows, Math.min(grain, columns), depth);
    threads.run('productColumns', [rows, columns, depth, ...a, ...b, ...finish], columns, grain, scratch);
  } else {
    const grain = grainOf(context, rows, ROW_UNIT, LEAST_WORK / Math.max(1, columns * depth));
    const scratch = wasm.productScratchBytes(Math.min(grain, rows), columns, depth);
    threads.run('productRows', [columns, depth, ...a, ...b, ...finish], rows, grain, scratch);
  }
}
