/**
 * A multilayer perceptron: softmax regression on features that it makes itself. Backpropagation by hand: the error of the
 * output goes back through each layer, and each layer's weights learn from what came in and what error came back.
 */
import { createRandom } from '@glassbox/kernels/random';
import { checkBetween } from '../foundations/check-between.ts';
import { ConfigError } from '../foundations/errors.ts';
import { checkDescent, checkFeatures, checkLabels, type DescentOptions } from './check-samples.ts';
import {
  addScaled,
  at,
  dot,
  type Matrix,
  product,
  productTransposed,
  rowOf,
  selectRows,
  transposedProduct,
  zeroMatrix,
} from './matrix.ts';
import { miniBatches } from './mini-batches.ts';
import { columnSums, type DescentSnapshot, probabilitiesToErrors, softmaxInPlace } from './softmax-regression.ts';

/** What a hidden unit does with its sum. */
export type MlpActivation = 'relu' | 'tanh';

/** Weights and biases of one layer. */
export interface MlpLayer {
  /** [in, out] */
  readonly weights: Matrix;
  /** [out] */
  readonly bias: Float64Array;
}

/** A whole perceptron. */
export interface MlpModel {
  readonly activation: MlpActivation;
  /** Hidden layers, then the output layer. */
  readonly layers: readonly MlpLayer[];
}

/** Settings of a perceptron and its training. */
export interface MlpOptions extends DescentOptions {
  readonly classes: number;
  /** Width of each hidden layer, one or two of them. */
  readonly hidden: readonly number[];
  /** Default 'relu'. */
  readonly activation?: MlpActivation;
  /** Share of the last move that is made again, in [0, 1). Default 0. */
  readonly momentum?: number;
  /** Weights to start from, instead of random ones; they are not changed. */
  readonly start?: MlpModel;
}

/**
 * Returns a perceptron with seeded weights, uniform in ±√(6/(in + out)) for tanh and ±√(6/in) for ReLU; biases are 0.
 *
 * @throws ConfigError unless there are one or two hidden layers of at least one unit
 * @see Glorot & Bengio 2010, eq. 16; He et al. 2015, eq. 10
 */
export function createMlp(
  features: number,
  { classes, hidden, activation = 'relu', seed }: Pick<MlpOptions, 'classes' | 'hidden' | 'activation' | 'seed'>,
): MlpModel {
  if (hidden.length < 1 || hidden.length > 2 || hidden.some((width) => !(Number.isInteger(width) && width >= 1))) {
    throw new ConfigError(
      `createMlp: hidden is [${hidden.join(', ')}]; one or two whole numbers from 1 up were needed; [16] is a start.`,
      'hidden',
    );
  }
  const random = createRandom(seed);
  const widths = [features, ...hidden, classes];
  const layers = widths.slice(1).map((out, index) => {
    const from = widths[index] ?? 0;
    const limit = Math.sqrt(6 / (activation === 'tanh' ? from + out : from));
    const weights = zeroMatrix(from, out);
    for (let i = 0; i < weights.values.length; i++) weights.values[i] = (2 * random.next() - 1) * limit;
    return { weights, bias: new Float64Array(out) };
  });
  return { activation, layers };
}

/**
 * Yields the model after each step of gradient descent with momentum on mean cross-entropy + λ/2·Σ‖W‖².
 *
 * @param samples [n, features]
 * @param labels [n], 0 … classes − 1
 * @throws ConfigError if an option or a label is out of range
 * @see Rumelhart, Hinton & Williams 1986
 */
export function* trainMlp(
  samples: Matrix,
  labels: ArrayLike<number>,
  options: MlpOptions,
): Generator<DescentSnapshot<MlpModel>, void> {
  const { learningRate, l2 = 0, batchSize = samples.rows, momentum = 0, maxSteps, seed } = options;
  checkDescent('trainMlp', options);
  checkBetween('trainMlp', 'momentum', momentum, 0, 0.9999);
  checkLabels('trainMlp', samples, labels, options.classes);
  let model = options.start ?? createMlp(samples.columns, options);
  let moves: readonly MlpLayer[] = model.layers.map(emptyLike);
  yield { step: 0, loss: mlpGradient(model, samples, labels, l2).loss, gradNorm: 0, model };
  const order = miniBatches(samples.rows, batchSize, seed);
  for (let step = 1; step <= maxSteps; step++) {
    const indices = order.next().value;
    const chosen = Array.from(indices, (index) => at(labels, index));
    const { loss, layers: gradients } = mlpGradient(model, selectRows(samples, indices), chosen, l2);
    moves = moves.map((move, i) => combined(move, momentum, gradients[i] ?? move, -learningRate));
    model = { ...model, layers: model.layers.map((layer, i) => combined(layer, 1, moves[i] ?? layer, 1)) };
    const squares = gradients.map(({ weights, bias }) => dot(weights.values, weights.values) + dot(bias, bias));
    yield { step, loss, gradNorm: Math.sqrt(squares.reduce((a, b) => a + b, 0)), model };
  }
}

/** Returns the loss and, per layer, its gradient. Throws ConfigError on other features. */
export function mlpGradient(
  model: MlpModel,
  samples: Matrix,
  labels: ArrayLike<number>,
  l2: number,
): { readonly loss: number; readonly layers: readonly MlpLayer[] } {
  const outputs = layerOutputs(model, samples); // what came out of each layer; the last are probabilities
  let errors = outputs.at(-1) ?? samples; // [n, out], becomes ∂L/∂(scores)
  let loss = probabilitiesToErrors(errors, labels);
  const layers: MlpLayer[] = [];
  for (let index = model.layers.length - 1; index >= 0; index--) {
    const layer = model.layers[index] as MlpLayer; // inside the range
    const input = index === 0 ? samples : (outputs[index - 1] ?? samples);
    const weights = transposedProduct(input, errors);
    addScaled(weights.values, layer.weights.values, l2);
    loss += (l2 / 2) * dot(layer.weights.values, layer.weights.values);
    layers.unshift({ weights, bias: columnSums(errors) });
    if (index > 0) errors = throughActivation(productTransposed(errors, layer.weights), input, model.activation);
  }
  return { loss, layers };
}

/** Returns the probability of every class for every sample, [n, classes]. Throws ConfigError on other features. */
export function mlpProbabilities(model: MlpModel, samples: Matrix): Matrix {
  return layerOutputs(model, samples).at(-1) ?? samples;
}

function layerOutputs({ layers, activation }: MlpModel, samples: Matrix): Matrix[] {
  checkFeatures('mlp', samples, layers[0]?.weights.rows ?? 0);
  const outputs: Matrix[] = [];
  for (const [index, { weights, bias }] of layers.entries()) {
    const scores = product(outputs.at(-1) ?? samples, weights);
    for (let row = 0; row < scores.rows; row++) {
      addScaled(rowOf(scores, row), bias, 1);
      if (index === layers.length - 1) softmaxInPlace(rowOf(scores, row));
    }
    outputs.push(index === layers.length - 1 ? scores : activated(scores, activation));
  }
  return outputs;
}

function activated(scores: Matrix, activation: MlpActivation): Matrix {
  return { ...scores, values: scores.values.map(activation === 'tanh' ? Math.tanh : (score) => Math.max(0, score)) };
}

/** Error times the activation's slope, told from its output: 1 − a² for tanh; 1 where a > 0 for ReLU. */
function throughActivation(errors: Matrix, outputs: Matrix, activation: MlpActivation): Matrix {
  const slope = activation === 'tanh' ? (a: number) => 1 - a * a : (a: number) => (a > 0 ? 1 : 0);
  return { ...errors, values: errors.values.map((error, i) => error * slope(at(outputs.values, i))) };
}

function emptyLike({ weights, bias }: MlpLayer): MlpLayer {
  return { weights: zeroMatrix(weights.rows, weights.columns), bias: new Float64Array(bias.length) };
}

/** p·a + q·b, as a new layer. */
function combined(a: MlpLayer, p: number, b: MlpLayer, q: number): MlpLayer {
  return {
    weights: { ...a.weights, values: a.weights.values.map((value, i) => p * value + q * at(b.weights.values, i)) },
    bias: a.bias.map((value, i) => p * value + q * at(b.bias, i)),
  };
}
