/**
 * k-means: k centres; each sample joins the nearest, each centre moves to the middle of its samples, until nothing moves.
 * The first centres are drawn far apart (k-means++). Every round is yielded, so that a lab can show it.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { checkWholeBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { checkFeatures } from './check-samples.ts';
import { addScaled, at, type Matrix, rowOf, selectRows, squaredDistance, zeroMatrix } from './matrix.ts';

/** How the groups stand after a round; nothing in it changes afterwards. */
export interface KMeansSnapshot {
  /** Rounds done; 0: the samples joined the first centres, no centre has moved. */
  readonly round: number;
  /** [k, features] */
  readonly centres: Matrix;
  /** shape [n]: the nearest centre of each sample; the first, if several are. */
  readonly assignments: Int32Array;
  /** Sum of squared distances from each sample to its centre; it never rises. */
  readonly inertia: number;
  /** True if the next round would change nothing. */
  readonly settled: boolean;
}

/** Settings of k-means. */
export interface KMeansOptions {
  /** Groups, 1 to n. */
  readonly k: number;
  readonly seed: number;
  /** Rounds until the iterator ends; default 300. */
  readonly maxRounds?: number;
  /** shape [k, features]: the first centres; default: `plusPlusCentres`. */
  readonly start?: Matrix;
}

const MAX_ROUNDS = 300;

/**
 * Yields every round of Lloyd's algorithm, and ends when the assignments no longer change. A centre that lost all its
 * samples moves to the sample farthest from its own centre, so that there are always k groups.
 *
 * @param samples [n, features]
 * @throws ConfigError if k is out of range or the first centres have another shape
 * @see Lloyd 1982; Arthur & Vassilvitskii 2007, "k-means++", section 2.2
 */
export function* kMeans(samples: Matrix, options: KMeansOptions): Generator<KMeansSnapshot, void> {
  const { k, seed, maxRounds = MAX_ROUNDS } = options;
  checkWholeBetween('kMeans', 'k', k, 1, samples.rows);
  checkWhole('kMeans', 'seed', seed);
  checkWhole('kMeans', 'maxRounds', maxRounds, 0);
  let centres = options.start ?? plusPlusCentres(samples, k, createRandom(seed));
  checkFeatures('kMeans', centres, samples.columns);
  checkWholeBetween('kMeans', 'centres', centres.rows, k, k);
  let { assignments, inertia } = assign(samples, centres);
  let settled = false;
  for (let round = 0; ; round++) {
    const moved = middles(samples, assignments, centres);
    const next = assign(samples, moved);
    settled = next.assignments.every((group, i) => group === assignments[i]) && equal(moved, centres);
    yield { round, centres, assignments, inertia, settled };
    if (settled || round === maxRounds) return;
    centres = moved;
    ({ assignments, inertia } = next);
  }
}

/** Returns the last snapshot of a whole run. Throws as `kMeans`. */
export function kMeansToEnd(samples: Matrix, options: KMeansOptions): KMeansSnapshot {
  let last: KMeansSnapshot | undefined;
  for (const snapshot of kMeans(samples, options)) last = snapshot;
  if (!last)
    throw new ConfigError('kMeans: no sample was found; at least one was needed; pass the samples.', 'samples');
  return last;
}

/**
 * Returns the inertia for k = 1, 2, … maxK, the curve whose elbow suggests a k: each the best of `tries` seeded starts.
 *
 * @throws ConfigError if a number is out of range
 */
export function inertiaByK(
  samples: Matrix,
  { maxK, seed, tries = 5 }: { readonly maxK: number; readonly seed: number; readonly tries?: number },
): number[] {
  checkWhole('inertiaByK', 'tries', tries, 1);
  return Array.from({ length: maxK }, (_, index) => {
    const runs = Array.from(
      { length: tries },
      (_, t) => kMeansToEnd(samples, { k: index + 1, seed: seed + t }).inertia,
    );
    return Math.min(...runs);
  });
}

/**
 * Returns k samples as first centres: the first drawn evenly, each further one with chance proportional to its squared
 * distance from the nearest centre so far.
 */
export function plusPlusCentres(samples: Matrix, k: number, random: Random): Matrix {
  const chosen = [Math.floor(random.next() * samples.rows)];
  const nearest = new Float64Array(samples.rows).fill(Number.POSITIVE_INFINITY);
  while (chosen.length < k) {
    const latest = rowOf(samples, chosen.at(-1) ?? 0);
    for (let i = 0; i < samples.rows; i++) {
      nearest[i] = Math.min(at(nearest, i), squaredDistance(rowOf(samples, i), latest));
    }
    chosen.push(drawByWeight(nearest, random));
  }
  return selectRows(samples, chosen);
}

/** The first index whose running sum exceeds a uniform draw; any, if all samples are centres already. */
function drawByWeight(weights: Float64Array, random: Random): number {
  const threshold = random.next() * weights.reduce((a, b) => a + b, 0);
  let running = 0;
  for (const [index, weight] of weights.entries()) {
    running += weight;
    if (threshold < running) return index;
  }
  return Math.floor(random.next() * weights.length);
}

function assign(samples: Matrix, centres: Matrix): { assignments: Int32Array; inertia: number } {
  let inertia = 0;
  const assignments = Int32Array.from({ length: samples.rows }, (_, i) => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let centre = 0; centre < centres.rows; centre++) {
      const distance = squaredDistance(rowOf(samples, i), rowOf(centres, centre));
      if (distance < least) [best, least] = [centre, distance];
    }
    inertia += least;
    return best;
  });
  return { assignments, inertia };
}

/** The mean of each centre's samples; an empty centre takes the farthest sample that no other empty one took. */
function middles(samples: Matrix, assignments: Int32Array, centres: Matrix): Matrix {
  const result = zeroMatrix(centres.rows, centres.columns);
  const counts = new Int32Array(centres.rows);
  for (const [i, group] of assignments.entries()) {
    addScaled(rowOf(result, group), rowOf(samples, i), 1);
    counts[group] = at(counts, group) + 1;
  }
  const farthest = counts.includes(0) ? byDistance(samples, assignments, centres) : [];
  for (const [centre, count] of counts.entries()) {
    const row = rowOf(result, centre);
    if (count === 0) row.set(rowOf(samples, farthest.shift() ?? 0));
    else for (let i = 0; i < row.length; i++) row[i] = at(row, i) / count;
  }
  return result;
}

/** Sample indices, the one farthest from its own centre first. */
function byDistance(samples: Matrix, assignments: Int32Array, centres: Matrix): number[] {
  return Array.from(assignments, (group, index) => ({
    index,
    distance: squaredDistance(rowOf(samples, index), rowOf(centres, group)),
  }))
    .sort((a, b) => b.distance - a.distance)
    .map(({ index }) => index);
}

function equal(a: Matrix, b: Matrix): boolean {
  return a.values.every((value, i) => value === b.values[i]);
}
