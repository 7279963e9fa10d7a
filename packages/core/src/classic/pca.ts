/**
 * Principal components: the directions in which samples differ most, found by orthogonal iteration. A few directions are
 * multiplied by the covariance again and again and kept at right angles; the widest directions win. The covariance itself
 * is never built, so images of 784 pixels are no trouble.
 */
import { createRandom } from '@glassbox/kernels/random';
import { checkWholeBetween } from '../foundations/check-between.ts';
import { drawNormal } from '../foundations/random.ts';
import { checkFeatures } from './check-samples.ts';
import {
  addScaled,
  at,
  dot,
  type Matrix,
  product,
  productTransposed,
  rowOf,
  transposedProduct,
  zeroMatrix,
} from './matrix.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface Pca {
  /** [features] */
  readonly mean: Float64Array;
  /** [components, features]: unit length, at right angles, widest first; the entry largest in size is positive. */
  readonly components: Matrix;
  /** [components]: variance along each, divided by n − 1. */
  readonly variances: Float64Array;
  /** [components]: share of the total variance, 0…1; all 0 if the samples don't differ. */
  readonly explainedShare: Float64Array;
}

/** Directions carried along beyond those asked for: neighbours of the last one would slow it down otherwise. */
const SPARE_DIRECTIONS = 8;
const MAX_ROUNDS = 1000;
/** Ends the iteration when no variance moved by more than this share of the largest. */
const TOLERANCE = 1e-14;
const SEED = 1;

/**
 * Returns the first principal components of samples.
 *
 * @param samples [n, features], n at least 2
 * @param components 1 to the smaller of n and features
 * @throws ConfigError if a number is out of range
 * @see Halko, Martinsson & Tropp 2011, arXiv:0909.4061, algorithm 4.4 (the iteration); Golub & Van Loan, section 8.2.4
 */
export function pca(samples: Matrix, components: number): Pca {
  checkWholeBetween('pca', 'samples', samples.rows, 2, Number.MAX_SAFE_INTEGER);
  const most = Math.min(samples.rows, samples.columns);
  checkWholeBetween('pca', 'components', components, 1, most);
  const { mean, centred } = centre(samples);
  const total = dot(centred.values, centred.values) / (samples.rows - 1);
  const width = Math.min(most, components + SPARE_DIRECTIONS);
  let directions = orthonormalRows(randomRows(width, samples.columns));
  let variances: Float64Array = new Float64Array(width);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = improve(centred, directions);
    const change = next.variances.reduce((most, v, i) => Math.max(most, Math.abs(v - at(variances, i))), 0);
    ({ directions, variances } = next);
    if (change <= TOLERANCE * at(variances, 0)) break;
  }
  const kept = {
    rows: components,
    columns: samples.columns,
    values: directions.values.slice(0, components * samples.columns),
  };
  for (let row = 0; row < components; row++) pointPositive(rowOf(kept, row));
  const keptVariances = variances.slice(0, components);
  return {
    mean,
    components: kept,
    variances: keptVariances,
    explainedShare: keptVariances.map((variance) => (total === 0 ? 0 : variance / total)),
  };
}

/** Returns samples as places along the components, [n, components]. Throws ConfigError on other features. */
export function project({ mean, components }: Pca, samples: Matrix): Matrix {
  checkFeatures('project', samples, components.columns);
  const places = productTransposed(samples, components);
  const origin = Array.from({ length: components.rows }, (_, row) => dot(mean, rowOf(components, row)));
  for (let row = 0; row < places.rows; row++) addScaled(rowOf(places, row), origin, -1);
  return places;
}

/** One round: multiply by the covariance, set at right angles, and turn so that each direction has its own variance. */
function improve(centred: Matrix, directions: Matrix): { directions: Matrix; variances: Float64Array } {
  const spread = orthonormalRows(transposedProduct(productTransposed(centred, directions), centred)); // [width, features]
  const places = productTransposed(centred, spread); // [n, width]
  const { values, vectors } = symmetricEigen(transposedProduct(places, places)); // [width, width]
  return {
    directions: product(vectors, spread),
    variances: values.map((value) => Math.max(0, value) / (centred.rows - 1)),
  };
}

function centre(samples: Matrix): { mean: Float64Array; centred: Matrix } {
  const mean = new Float64Array(samples.columns);
  for (let row = 0; row < samples.rows; row++) addScaled(mean, rowOf(samples, row), 1 / samples.rows);
  const centred = { ...samples, values: samples.values.slice() };
  for (let row = 0; row < samples.rows; row++) addScaled(rowOf(centred, row), mean, -1);
  return { mean, centred };
}

/** Makes rows of unit length at right angles, twice over for accuracy; a row without anything new becomes 0. */
function orthonormalRows(matrix: Matrix): Matrix {
  const result = { ...matrix, values: matrix.values.slice() };
  for (let row = 0; row < result.rows; row++) {
    const current = rowOf(result, row);
    const before = Math.sqrt(dot(current, current));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < row; other++) {
        addScaled(current, rowOf(result, other), -dot(current, rowOf(result, other)));
      }
    }
    const length = Math.sqrt(dot(current, current));
    const factor = length > before * 1e-12 ? 1 / length : 0; // what is left may be rounding only
    for (let i = 0; i < current.length; i++) current[i] = at(current, i) * factor;
  }
  return result;
}

function randomRows(rows: number, columns: number): Matrix {
  const random = createRandom(SEED); // only where the iteration starts; where it ends does not depend on it
  const result = zeroMatrix(rows, columns);
  for (let i = 0; i < result.values.length; i++) result.values[i] = drawNormal(random);
  return result;
}

/** Turns a direction so that its entry largest in size is positive: a direction and its opposite mean the same. */
function pointPositive(direction: Float64Array): void {
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  if (largest < 0) for (let i = 0; i < direction.length; i++) direction[i] = -at(direction, i);
}
