/** Eigenvalues of a small symmetric matrix by Jacobi's rotations: each sets one pair of entries to 0, until all are. */
import { at, type Matrix, rowOf, zeroMatrix } from './matrix.ts';

export interface Eigen {
  /** [n], falling. */
  readonly values: Float64Array;
  /** shape [n, n]: row i is the unit vector of value i. */
  readonly vectors: Matrix;
}

const MAX_SWEEPS = 60;

/**
 * Returns all eigenvalues and eigenvectors.
 *
 * @param matrix [n, n], symmetric
 * @see Jacobi 1846; Golub & Van Loan, Matrix Computations, section 8.5
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.rows;
  const a = { ...matrix, values: matrix.values.slice() };
  const v = zeroMatrix(n, n); // rows become the eigenvectors
  for (let i = 0; i < n; i++) v.values[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(a) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => at(a.values, j * n + j) - at(a.values, i * n + i),
  );
  const vectors = zeroMatrix(n, n);
  for (const [to, from] of order.entries()) rowOf(vectors, to).set(rowOf(v, from));
  return { values: Float64Array.from(order, (i) => at(a.values, i * n + i)), vectors };
}

/** Turns the plane of axes p and q so that entry (p, q) becomes 0. */
function rotate(a: Matrix, v: Matrix, p: number, q: number): void {
  const n = a.rows;
  const entry = (i: number, j: number) => at(a.values, i * n + j);
  const apq = entry(p, q);
  // Below the rounding of its diagonal an entry is 0: so the sweeps end.
  if (Math.abs(apq) <= Number.EPSILON * Math.sqrt(Math.abs(entry(p, p) * entry(q, q)))) {
    a.values[p * n + q] = 0;
    a.values[q * n + p] = 0;
    return;
  }
  const theta = (entry(q, q) - entry(p, p)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1)); // tangent of the smaller angle
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a.values, k * n + p, k * n + q, c, s); // columns
  for (let k = 0; k < n; k++) turn(a.values, p * n + k, q * n + k, c, s); // rows
  for (let k = 0; k < n; k++) turn(v.values, p * n + k, q * n + k, c, s);
}

function turn(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [at(values, i), at(values, j)];
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}

function offDiagonal(a: Matrix): number {
  let most = 0;
  for (let i = 0; i < a.rows; i++) {
    for (let j = i + 1; j < a.rows; j++) most = Math.max(most, Math.abs(at(a.values, i * a.rows + j)));
  }
  return most;
}
