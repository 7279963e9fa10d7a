/**
 * Principal components: the directions in which samples differ most. A few directions are multiplied by the covariance
 * again and again, which turns them towards the widest ones; the best directions within all those products are kept, and
 * that is repeated until they stay. The covariance itself is never built, so images of 784 pixels are no trouble.
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

/** Principal components of samples. */
export interface Pca {
  /** [features] */
  readonly mean: Float64Array;
  /** shape [components, features]: unit length, at right angles, widest first; the entry largest in size is positive. */
  readonly components: Matrix;
  /** shape [components]: variance along each, divided by n − 1. */
  readonly variances: Float64Array;
  /** shape [components]: share of the total variance, 0…1; all 0 if the samples don't differ. */
  readonly explainedShare: Float64Array;
}

/** Directions carried along beyond those asked for: neighbours of the last one would slow it down otherwise. */
const SPARE_DIRECTIONS = 4;
/** How often directions are multiplied by the covariance before the best are chosen. */
const POWERS = 8;
const MAX_ROUNDS = 100;
/** A direction stays when the covariance turns it by no more than this share of the largest variance. */
const TOLERANCE = 1e-12;
const SEED = 1;

/**
 * Returns the first principal components of samples.
 *
 * @param samples [n, features], n at least 2
 * @param components 1 to the smaller of n and features
 * @throws ConfigError if a number is out of range
 * @see Musco & Musco 2015, arXiv:1504.05477, algorithm 2 (block Krylov iteration), here restarted; Golub & Van Loan,
 *   Matrix Computations, section 10.3.6 (block Lanczos)
 */
export function pca(samples: Matrix, components: number): Pca {
  checkWholeBetween('pca', 'samples', samples.rows, 2, Number.MAX_SAFE_INTEGER);
  const most = Math.min(samples.rows, samples.columns);
  checkWholeBetween('pca', 'components', components, 1, most);
  const { mean, centred } = centre(samples);
  const total = dot(centred.values, centred.values) / (samples.rows - 1);
  const width = Math.min(most, components + SPARE_DIRECTIONS);
  let best = bestWithin(centred, orthonormalRows(randomRows(width, samples.columns)), width);
  for (let round = 0; round < MAX_ROUNDS && turned(centred, best, components) > TOLERANCE; round++) {
    best = bestWithin(centred, orthonormalRows(powersOf(centred, best.directions)), width);
  }
  const kept = {
    ...best.directions,
    rows: components,
    values: best.directions.values.slice(0, components * samples.columns),
  };
  for (let row = 0; row < components; row++) pointPositive(rowOf(kept, row));
  const keptVariances = best.variances.slice(0, components);
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

interface Directions {
  /** [width, features], orthonormal, widest first. */
  readonly directions: Matrix;
  readonly variances: Float64Array;
}

/** The `width` directions within the span of orthonormal rows along which the samples vary most (Rayleigh–Ritz). */
function bestWithin(centred: Matrix, span: Matrix, width: number): Directions {
  const places = productTransposed(centred, span); // [n, rows of the span]
  const { values, vectors } = symmetricEigen(transposedProduct(places, places));
  const first = { rows: width, columns: span.rows, values: vectors.values.subarray(0, width * span.rows) };
  const variances = values.slice(0, width).map((value) => Math.max(0, value) / (centred.rows - 1));
  return { directions: product(first, span), variances };
}

/** The directions, and their products with the covariance, its square, and so on; no more rows than can be independent. */
function powersOf(centred: Matrix, directions: Matrix): Matrix {
  const blocks = [directions];
  const most = Math.min(centred.rows, centred.columns);
  while (blocks.length < POWERS && (blocks.length + 1) * directions.rows <= most + directions.rows) {
    blocks.push(orthonormalRows(timesCovariance(centred, blocks.at(-1) ?? directions)));
  }
  const values = new Float64Array(blocks.length * directions.values.length);
  for (const [index, block] of blocks.entries()) values.set(block.values, index * directions.values.length);
  return { rows: blocks.length * directions.rows, columns: directions.columns, values };
}

/** How far the covariance turns the first directions from themselves, as a share of the largest variance. */
function turned(centred: Matrix, { directions, variances }: Directions, components: number): number {
  const products = timesCovariance(centred, directions);
  let most = 0;
  for (let row = 0; row < components; row++) {
    addScaled(rowOf(products, row), rowOf(directions, row), -at(variances, row));
    most = Math.max(most, Math.sqrt(dot(rowOf(products, row), rowOf(products, row))));
  }
  return at(variances, 0) === 0 ? 0 : most / at(variances, 0);
}

/** Rows times XᵀX/(n − 1). */
function timesCovariance(centred: Matrix, rows: Matrix): Matrix {
  const result = transposedProduct(productTransposed(centred, rows), centred);
  return { ...result, values: result.values.map((value) => value / (centred.rows - 1)) };
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
