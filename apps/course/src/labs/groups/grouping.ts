/** One data set on its map, and k-means on it round by round. Runs in the worker. */
import {
  type KMeansSnapshot,
  kMeans,
  kMeansToEnd,
  type Matrix,
  type Pca,
  pca,
  project,
  rowOf,
} from '@glassbox/core/classic';
import type { DataName, Frame, Samples } from './contract.ts';
import { toBytes } from './digits.ts';

/** Room around the outermost samples of the map. */
const MARGIN = 0.04;

export interface Grouping {
  readonly samples: Samples;
  start(k: number, seed: number): Frame;
  /** The next round; the last one again when nothing changes any more. */
  step(): Frame;
  /** Least inertia of some starts. */
  inertia(k: number, seed: number): number;
}

const STARTS = 3;

export function createGrouping(
  data: DataName,
  matrix: Matrix,
  { labels, texts, backend }: Pick<Samples, 'labels' | 'texts' | 'backend'>,
): Grouping {
  const map = pca(matrix, 2);
  const scale = mapScale(project(map, matrix));
  const digits = data === 'digits';
  let rounds: Iterator<KMeansSnapshot, void> | undefined;
  let now: KMeansSnapshot | undefined;
  const frameOf = (snapshot: KMeansSnapshot): Frame => ({
    round: snapshot.round,
    assignments: snapshot.assignments,
    centres: scale(project(map, snapshot.centres)),
    faces: digits ? toBytes(snapshot.centres.values) : new Uint8Array(0),
    members: membersOf(matrix, snapshot),
    inertia: snapshot.inertia,
    settled: snapshot.settled,
  });
  const step = (): Frame => {
    const next = rounds?.next();
    if (next && !next.done) now = next.value;
    if (!now) throw new Error('groups: step() before start(); needed a start; call start first.');
    return frameOf(now);
  };
  return {
    samples: {
      count: matrix.rows,
      places: scale(project(map, matrix)),
      explained: shareOf(map),
      labels,
      pixels: digits ? toBytes(matrix.values) : new Uint8Array(0),
      texts,
      backend,
    },
    start(k, seed) {
      rounds = kMeans(matrix, { k, seed });
      return step();
    },
    step,
    inertia(k, seed) {
      const starts = Array.from({ length: STARTS }, (_, at) => kMeansToEnd(matrix, { k, seed: seed + at }).inertia);
      return Math.min(...starts);
    },
  };
}

function shareOf({ explainedShare }: Pca): number {
  return explainedShare.reduce((sum, share) => sum + share, 0);
}

/** Returns what brings places of samples and centres into 0…1, both directions alike stretched to fill the map. */
function mapScale(places: Matrix): (of: Matrix) => Float32Array {
  const range = (column: number) => {
    const values = Array.from({ length: places.rows }, (_, row) => rowOf(places, row)[column] ?? 0);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { low, width: high - low || 1 };
  };
  const ranges = [range(0), range(1)];
  return (of) =>
    Float32Array.from(of.values, (value, index) => {
      const { low, width } = ranges[index % 2] ?? { low: 0, width: 1 };
      return MARGIN + (1 - 2 * MARGIN) * ((value - low) / width);
    });
}

function membersOf(matrix: Matrix, { assignments, centres }: KMeansSnapshot): number[][] {
  const distance = (sample: number) => {
    const centre = rowOf(centres, assignments[sample] ?? 0);
    return rowOf(matrix, sample).reduce((sum, value, column) => sum + (value - (centre[column] ?? 0)) ** 2, 0);
  };
  const distances = Array.from(assignments, (_, sample) => distance(sample));
  return Array.from({ length: centres.rows }, (_, group) =>
    Array.from(assignments.keys())
      .filter((sample) => assignments[sample] === group)
      .sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0)),
  );
}
