/** How good a classifier or a grouping is, in numbers. */

import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { at, type Matrix, rowOf, squaredDistance } from './matrix.ts';

/** Returns the share of equal labels, 0…1. Throws ConfigError unless there are as many of each, at least one. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  checkPairs('accuracy', predicted, labels);
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (predicted[i] === labels[i]) right++;
  return right / labels.length;
}

/**
 * Returns how often class i (row) was called class j (column), [classes][classes].
 *
 * @throws ConfigError unless there are as many of each, at least one, all from 0 to classes − 1
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): readonly Int32Array[] {
  checkWhole('confusionMatrix', 'classes', classes, 1);
  checkPairs('confusionMatrix', predicted, labels);
  const table = Array.from({ length: classes }, () => new Int32Array(classes));
  for (let i = 0; i < labels.length; i++) {
    const row = table[at(labels, i)];
    const column = at(predicted, i);
    if (!row || !(Number.isInteger(column) && column >= 0 && column < classes)) {
      throw new ConfigError(
        `confusionMatrix: pair ${i} is (${labels[i]}, ${column}); classes from 0 to ${classes - 1} were needed; number them from 0.`,
        'labels',
      );
    }
    row[column] = at(row, column) + 1;
  }
  return table;
}

/**
 * Returns the silhouette of every sample, −1…1: (b − a)/max(a, b), with a the mean distance to its own group and b the
 * smallest mean distance to another group; 0 for a sample alone in its group. Near 1: well inside; below 0: in the wrong
 * group. Takes n² distances: a few thousand samples at most.
 *
 * @param assignments [n]: the group of each sample, any whole numbers
 * @throws ConfigError unless there is one group per sample and at least two groups
 * @see Rousseeuw 1987
 */
export function silhouettes(samples: Matrix, assignments: ArrayLike<number>): Float64Array {
  const groups = [...new Set(Array.from(assignments))];
  if (samples.rows !== assignments.length || groups.length < 2) {
    throw new ConfigError(
      `silhouettes: ${samples.rows} samples, ${assignments.length} assignments and ${groups.length} groups were found; ` +
        'as many samples as assignments and at least 2 groups were needed; choose k from 2 up.',
      'assignments',
    );
  }
  const members = groups.map((group) => Array.from(assignments).filter((other) => other === group).length);
  const groupOf = Int32Array.from(assignments, (group) => groups.indexOf(group));
  return Float64Array.from({ length: samples.rows }, (_, i) => {
    const sums = new Float64Array(groups.length);
    for (let j = 0; j < samples.rows; j++) {
      const distance = Math.sqrt(squaredDistance(rowOf(samples, i), rowOf(samples, j)));
      sums[at(groupOf, j)] = at(sums, at(groupOf, j)) + distance;
    }
    return silhouetteOf(at(groupOf, i), sums, members);
  });
}

/** Returns the mean silhouette. Throws as `silhouettes`. */
export function meanSilhouette(samples: Matrix, assignments: ArrayLike<number>): number {
  const all = silhouettes(samples, assignments);
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}

function silhouetteOf(own: number, sums: Float64Array, members: readonly number[]): number {
  const ownMembers = at(members, own);
  if (ownMembers === 1) return 0;
  const a = at(sums, own) / (ownMembers - 1); // its distance to itself, 0, does not count
  let b = Number.POSITIVE_INFINITY;
  for (const [group, sum] of sums.entries()) if (group !== own) b = Math.min(b, sum / at(members, group));
  return Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
}

function checkPairs(where: string, predicted: ArrayLike<number>, labels: ArrayLike<number>): void {
  if (predicted.length === labels.length && labels.length > 0) return;
  throw new ConfigError(
    `${where}: ${predicted.length} predictions and ${labels.length} labels were found; as many of each, at least one, ` +
      'were needed; pass one prediction per label.',
    'predicted',
  );
}
