/**
 * Tables of numbers in double precision: one row per sample, one column per feature. Classic learning needs no tensor
 * library; these few loops are all its linear algebra.
 */
import { ConfigError } from '../foundations/errors.ts';

/** A table of numbers, a row per sample. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows·columns], row-major. */
  readonly values: Float64Array;
}

/**
 * Returns a matrix of rows.
 *
 * @throws ConfigError if there is no row, a row is longer or shorter than the first, or a number is not finite
 * @example matrixOf([[0, 1], [2, 3]]).values; // Float64Array [0, 1, 2, 3]
 */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) fail('no number was found; at least one row of one number was needed; pass the samples');
  const values = new Float64Array(rows.length * columns);
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns) {
      fail(`row ${index} has ${row.length} numbers; ${columns}, as in row 0, were needed; give every sample as many`);
    }
    values.set(Array.from(row), index * columns);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    fail(`row ${Math.floor(bad / columns)} holds ${values[bad]}; finite numbers were needed; clean the data`);
  return { rows: rows.length, columns, values };
}

/** Returns a matrix of zeros. */
export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** Returns row number `index` as a view. */
export function rowOf({ columns, values }: Matrix, index: number): Float64Array {
  return values.subarray(index * columns, (index + 1) * columns);
}

/** Returns a new matrix of the rows with these indices, in this order. */
export function selectRows(matrix: Matrix, indices: ArrayLike<number>): Matrix {
  const selected = zeroMatrix(indices.length, matrix.columns);
  for (let row = 0; row < indices.length; row++) {
    selected.values.set(rowOf(matrix, at(indices, row)), row * matrix.columns);
  }
  return selected;
}

/** Returns A·B: [n, k]·[k, m] → [n, m]. */
export function product(a: Matrix, b: Matrix): Matrix {
  const result = zeroMatrix(a.rows, b.columns);
  for (let n = 0; n < a.rows; n++) {
    const target = rowOf(result, n);
    for (let k = 0; k < a.columns; k++) addScaled(target, rowOf(b, k), at(a.values, n * a.columns + k));
  }
  return result;
}

/** Returns Aᵀ·B: [n, k] and [n, m] → [k, m]. */
export function transposedProduct(a: Matrix, b: Matrix): Matrix {
  const result = zeroMatrix(a.columns, b.columns);
  for (let n = 0; n < a.rows; n++) {
    for (let k = 0; k < a.columns; k++) {
      addScaled(rowOf(result, k), rowOf(b, n), at(a.values, n * a.columns + k));
    }
  }
  return result;
}

/** Returns A·Bᵀ: [n, k] and [m, k] → [n, m]. */
export function productTransposed(a: Matrix, b: Matrix): Matrix {
  const result = zeroMatrix(a.rows, b.rows);
  for (let n = 0; n < a.rows; n++) {
    for (let m = 0; m < b.rows; m++) result.values[n * b.rows + m] = dot(rowOf(a, n), rowOf(b, m));
  }
  return result;
}

/** Returns Σᵢ aᵢ·bᵢ. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}

/** target += factor·source */
export function addScaled(target: Float64Array, source: ArrayLike<number>, factor: number): void {
  if (factor === 0) return; // images are mostly black
  for (let i = 0; i < target.length; i++) target[i] = at(target, i) + factor * at(source, i);
}

/** Returns Σᵢ (aᵢ − bᵢ)². */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (at(a, i) - at(b, i)) ** 2;
  return sum;
}

/** Returns the value at an index that is known to be inside. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}

function fail(problem: string): never {
  throw new ConfigError(`matrixOf: ${problem}.`, 'rows');
}
