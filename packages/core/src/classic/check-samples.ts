/** What every learner from labels checks first. */

import { checkBetween, checkPositive } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import type { Matrix } from './matrix.ts';

/** Settings that every gradient descent shares. */
export interface DescentOptions {
  /** η: how far one step goes. */
  readonly learningRate: number;
  /** λ: adds λ/2·‖W‖² to the loss; biases are left alone. Default 0. */
  readonly l2?: number;
  /** Samples per step; default: all of them. */
  readonly batchSize?: number;
  /** Steps until the iterator ends. */
  readonly maxSteps: number;
  /** Of the order of samples and, where there are any, of random weights. */
  readonly seed: number;
}

/** Throws a ConfigError that names the first option out of range. */
export function checkDescent(
  where: string,
  { learningRate, l2 = 0, batchSize = 1, maxSteps, seed }: DescentOptions,
): void {
  checkPositive(where, 'learningRate', learningRate);
  checkBetween(where, 'l2', l2, 0, Number.MAX_VALUE);
  checkWhole(where, 'batchSize', batchSize, 1);
  checkWhole(where, 'maxSteps', maxSteps, 0);
  checkWhole(where, 'seed', seed);
}

/**
 * Throws a ConfigError unless there is one label per sample, each a whole number from 0 to classes − 1.
 *
 * @param classes how many classes there are
 */
export function checkLabels(where: string, samples: Matrix, labels: ArrayLike<number>, classes: number): void {
  checkWhole(where, 'classes', classes, 2);
  if (samples.rows !== labels.length) {
    throw new ConfigError(
      `${where}: ${samples.rows} samples and ${labels.length} labels were found; as many of each were needed; pass one label per sample.`,
      'labels',
    );
  }
  const bad = Array.from(labels).findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (bad < 0) return;
  throw new ConfigError(
    `${where}: label ${bad} is ${labels[bad]}; a whole number from 0 to ${classes - 1} was needed; number the classes from 0.`,
    'labels',
  );
}

/** Throws a ConfigError unless the samples have as many features as the model was trained on. */
export function checkFeatures(where: string, samples: Matrix, features: number): void {
  if (samples.columns === features) return;
  throw new ConfigError(
    `${where}: samples of ${samples.columns} features were found; ${features}, as in training, were needed; prepare them alike.`,
    'samples',
  );
}
