/**
 * Logistic regression: yes or no from a weighted sum. The line where the sum is 0 is the boundary that a chart can draw.
 */

import { checkDescent, checkFeatures, checkLabels, type DescentOptions } from './check-samples.ts';
import { addScaled, at, dot, type Matrix, rowOf, selectRows } from './matrix.ts';
import { miniBatches } from './mini-batches.ts';
import type { DescentSnapshot } from './softmax-regression.ts';

/** The weights of logistic regression. */
export interface LogisticModel {
  /** [features] */
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Yields the model after each step of gradient descent on
 * L = 1/n·Σᵢ [log(1 + e^zᵢ) − yᵢ·zᵢ] + λ/2·‖w‖² with zᵢ = xᵢ·w + b, from zero weights.
 *
 * @param samples [n, features]
 * @param labels [n], 0 or 1
 * @throws ConfigError if an option or a label is out of range
 * @see Cox 1958; Bishop 2006, section 4.3.2, eq. 4.90 and 4.91
 */
export function* trainLogistic(
  samples: Matrix,
  labels: ArrayLike<number>,
  options: DescentOptions,
): Generator<DescentSnapshot<LogisticModel>, void> {
  const { learningRate, l2 = 0, batchSize = samples.rows, maxSteps, seed } = options;
  checkDescent('trainLogistic', options);
  checkLabels('trainLogistic', samples, labels, 2);
  let model: LogisticModel = { weights: new Float64Array(samples.columns), bias: 0 };
  yield { step: 0, loss: logisticGradient(model, samples, labels, l2).loss, gradNorm: 0, model };
  const order = miniBatches(samples.rows, batchSize, seed);
  for (let step = 1; step <= maxSteps; step++) {
    const indices = order.next().value;
    const chosen = Array.from(indices, (index) => at(labels, index));
    const { loss, weights, bias } = logisticGradient(model, selectRows(samples, indices), chosen, l2);
    model = {
      weights: model.weights.map((weight, i) => weight - learningRate * at(weights, i)),
      bias: model.bias - learningRate * bias,
    };
    yield { step, loss, gradNorm: Math.sqrt(dot(weights, weights) + bias ** 2), model };
  }
}

/** Returns the loss and its gradient: ∂L/∂w = Xᵀ·(σ(z) − y)/n + λ·w. */
export function logisticGradient(
  model: LogisticModel,
  samples: Matrix,
  labels: ArrayLike<number>,
  l2: number,
): { readonly loss: number; readonly weights: Float64Array; readonly bias: number } {
  const n = samples.rows;
  const weights = model.weights.map((weight) => l2 * weight);
  let loss = (l2 / 2) * dot(model.weights, model.weights);
  let bias = 0;
  for (let i = 0; i < n; i++) {
    const z = dot(rowOf(samples, i), model.weights) + model.bias;
    const error = (sigmoid(z) - at(labels, i)) / n;
    loss += (softplus(z) - at(labels, i) * z) / n;
    addScaled(weights, rowOf(samples, i), error);
    bias += error;
  }
  return { loss, weights, bias };
}

/** Returns P(label is 1) for every sample, [n]. Throws ConfigError on other features. */
export function logisticProbabilities({ weights, bias }: LogisticModel, samples: Matrix): Float64Array {
  checkFeatures('logisticProbabilities', samples, weights.length);
  return Float64Array.from({ length: samples.rows }, (_, row) => sigmoid(dot(rowOf(samples, row), weights) + bias));
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** log(1 + e^z), without overflow. */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}
