/** Which samples teach and which test. */
import { createRandom } from '@glassbox/kernels/random';
import { checkBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { shuffled } from './mini-batches.ts';

/**
 * Returns two seeded, disjoint lists of indices that together hold every sample once; neither is empty.
 *
 * @param count samples, at least 2
 * @param options.testShare share of the samples that test, 0…1
 * @throws ConfigError if a number is out of range
 */
export function trainTestSplit(
  count: number,
  { testShare, seed }: { readonly testShare: number; readonly seed: number },
): { readonly train: Int32Array; readonly test: Int32Array } {
  checkWhole('trainTestSplit', 'count', count, 2);
  checkWhole('trainTestSplit', 'seed', seed);
  checkBetween('trainTestSplit', 'testShare', testShare, 0, 1);
  const testCount = Math.min(count - 1, Math.max(1, Math.round(testShare * count)));
  const order = shuffled(
    Int32Array.from({ length: count }, (_, index) => index),
    createRandom(seed),
  );
  return { test: order.slice(0, testCount), train: order.slice(testCount) };
}

/**
 * Returns labels of which a seeded share was replaced by another class, as a careless annotator would.
 *
 * @param labels [n], 0 … classes − 1
 * @param options.share how many are changed, 0…1
 * @throws ConfigError if a number is out of range
 */
export function mislabelled(
  labels: ArrayLike<number>,
  { share, classes, seed }: { readonly share: number; readonly classes: number; readonly seed: number },
): Int32Array {
  checkBetween('mislabelled', 'share', share, 0, 1);
  checkWhole('mislabelled', 'classes', classes, 2);
  if (labels.length === 0) throw new ConfigError('mislabelled: no label was found; at least one was needed.', 'labels');
  const random = createRandom(seed);
  const order = shuffled(
    Int32Array.from({ length: labels.length }, (_, index) => index),
    random,
  );
  const changed = Int32Array.from(labels);
  for (const index of order.slice(0, Math.round(share * labels.length))) {
    changed[index] = ((changed[index] ?? 0) + 1 + Math.floor(random.next() * (classes - 1))) % classes;
  }
  return changed;
}
