/**
 * Softmax regression: one score per class, each a weighted sum of the features; the scores become probabilities, and
 * gradient descent moves the weights until the right class gets most of it. With two classes see `logistic-regression.ts`.
 */

import { checkDescent, checkFeatures, checkLabels, type DescentOptions } from './check-samples.ts';
import {
  addScaled,
  at,
  dot,
  type Matrix,
  product,
  rowOf,
  selectRows,
  transposedProduct,
  zeroMatrix,
} from './matrix.ts';
import { miniBatches } from './mini-batches.ts';

/** The weights of softmax regression. */
export interface SoftmaxModel {
  /** [features, classes] */
  readonly weights: Matrix;
  /** [classes] */
  readonly bias: Float64Array;
}

/** How a descent stands after a step; nothing in it changes afterwards. */
export interface DescentSnapshot<Model> {
  /** Steps done; the first snapshot is 0. */
  readonly step: number;
  /** On the samples of this step before it was done, penalty included; on all samples at step 0. */
  readonly loss: number;
  /** Length of the whole gradient of this step; 0 at step 0. */
  readonly gradNorm: number;
  readonly model: Model;
}

/** Settings of softmax regression. */
export interface SoftmaxOptions extends DescentOptions {
  /** How many classes there are; labels are 0 … classes − 1. */
  readonly classes: number;
}

/**
 * Yields the model after each step of gradient descent on
 * L = −1/n·Σᵢ log softmax(xᵢ·W + b)[yᵢ] + λ/2·‖W‖², from zero weights.
 *
 * @param samples [n, features]
 * @param labels [n], 0 … classes − 1
 * @throws ConfigError if an option or a label is out of range
 * @see Bishop 2006, Pattern Recognition and Machine Learning, section 4.3.4, eq. 4.108 and 4.109
 */
export function* trainSoftmax(
  samples: Matrix,
  labels: ArrayLike<number>,
  options: SoftmaxOptions,
): Generator<DescentSnapshot<SoftmaxModel>, void> {
  const { classes, learningRate, l2 = 0, batchSize = samples.rows, maxSteps, seed } = options;
  checkDescent('trainSoftmax', options);
  checkLabels('trainSoftmax', samples, labels, classes);
  let model: SoftmaxModel = { weights: zeroMatrix(samples.columns, classes), bias: new Float64Array(classes) };
  yield { step: 0, loss: softmaxGradient(model, samples, labels, l2).loss, gradNorm: 0, model };
  const order = miniBatches(samples.rows, batchSize, seed);
  for (let step = 1; step <= maxSteps; step++) {
    const indices = order.next().value;
    const chosen = Array.from(indices, (index) => at(labels, index));
    const { loss, weights, bias } = softmaxGradient(model, selectRows(samples, indices), chosen, l2);
    model = {
      weights: { ...model.weights, values: moved(model.weights.values, weights.values, learningRate) },
      bias: moved(model.bias, bias, learningRate),
    };
    const gradNorm = Math.sqrt(dot(weights.values, weights.values) + dot(bias, bias));
    yield { step, loss, gradNorm, model };
  }
}

/** Returns the loss and its gradient: ∂L/∂W = Xᵀ·(P − Y)/n + λ·W, ∂L/∂b = column sums of (P − Y)/n. */
export function softmaxGradient(
  model: SoftmaxModel,
  samples: Matrix,
  labels: ArrayLike<number>,
  l2: number,
): { readonly loss: number; readonly weights: Matrix; readonly bias: Float64Array } {
  const errors = softmaxProbabilities(model, samples); // [n, classes], becomes (P − Y)/n
  const nats = probabilitiesToErrors(errors, labels);
  const weights = transposedProduct(samples, errors);
  addScaled(weights.values, model.weights.values, l2);
  const penalty = (l2 / 2) * dot(model.weights.values, model.weights.values);
  return { loss: nats + penalty, weights, bias: columnSums(errors) };
}

/** Returns the probability of every class for every sample, [n, classes]. Throws ConfigError on other features. */
export function softmaxProbabilities({ weights, bias }: SoftmaxModel, samples: Matrix): Matrix {
  checkFeatures('softmaxProbabilities', samples, weights.rows);
  const scores = product(samples, weights);
  for (let row = 0; row < scores.rows; row++) {
    addScaled(rowOf(scores, row), bias, 1);
    softmaxInPlace(rowOf(scores, row));
  }
  return scores;
}

/** Returns the likeliest class of every row, [n]; the first, if several are. */
export function likeliestClasses(probabilities: Matrix): Int32Array {
  return Int32Array.from({ length: probabilities.rows }, (_, row) => {
    const shares = rowOf(probabilities, row);
    return shares.reduce((best, share, index) => (share > at(shares, best) ? index : best), 0);
  });
}

/** scores → exp(s − max)/Σ exp(s − max): the maximum is taken off so that nothing overflows. */
export function softmaxInPlace(scores: Float64Array): void {
  const highest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp(at(scores, i) - highest);
    total += at(scores, i);
  }
  for (let i = 0; i < scores.length; i++) scores[i] = at(scores, i) / total;
}

/** Turns probabilities P into (P − Y)/n in place, and returns the mean cross-entropy in nats. */
export function probabilitiesToErrors(probabilities: Matrix, labels: ArrayLike<number>): number {
  const { rows, columns, values } = probabilities;
  let nats = 0;
  for (let row = 0; row < rows; row++) {
    const place = row * columns + at(labels, row);
    nats -= Math.log(Math.max(at(values, place), Number.MIN_VALUE)); // a share that underflowed is very wrong, not infinitely
    values[place] = at(values, place) - 1;
  }
  for (let i = 0; i < values.length; i++) values[i] = at(values, i) / rows;
  return nats / rows;
}

/** Returns the sum of every column. */
export function columnSums(matrix: Matrix): Float64Array {
  const sums = new Float64Array(matrix.columns);
  for (let row = 0; row < matrix.rows; row++) addScaled(sums, rowOf(matrix, row), 1);
  return sums;
}

/** values − rate·gradient, as a new array. */
function moved(values: Float64Array, gradient: Float64Array, rate: number): Float64Array {
  return values.map((value, i) => value - rate * at(gradient, i));
}
