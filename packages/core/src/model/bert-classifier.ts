/**
 * BERT as a classifier: the pooled vector of a text goes through one layer to a score per label. Fine-tuning moves all
 * of it, encoder included, and needs few examples where the encoder was pre-trained.
 */
import { crossEntropy, ShapeError } from '@glassbox/kernels';
import { type Scalar, type Tensor2D, tidy, type Variable, variable } from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batch-source.ts';
import { ConfigError } from '../foundations/errors.ts';
import type { Bert, BertLossOptions } from './bert.ts';
import { type BertConfig, completeBertConfig } from './bert-config.ts';
import { type BertEncoder, encoderOfVariables } from './bert-encoder.ts';
import {
  type BertInput,
  type BertOptions,
  checkBertInput,
  encodeTokens,
  poolFirst,
  scoreLabels,
} from './bert-forward.ts';
import { classifierSpecs, encoderSpecs, poolerSpecs } from './bert-parameters.ts';
import { drawValues } from './gpt-parameters.ts';
import { disposeAll, makeVariables, requireBackend } from './variables.ts';

/** BERT that sorts rows into classes. Whoever made it disposes it. */
export interface BertClassifier extends BertEncoder {
  readonly architecture: 'BertForSequenceClassification';
  /** Their order is that of the logits. */
  readonly labels: readonly string[];
  /** Logits [B, labels]; the caller disposes. Throws as `hidden`. */
  forward(tokenIds: Int32Array, shape: BatchShape, options?: BertOptions): Tensor2D;
  /**
   * Mean nats per labelled row, with a gradient. `targets` are B numbers of labels, or −1 for a row that does not
   * count. The caller disposes. Throws ShapeError as `hidden`, and when there are not B targets.
   */
  loss(inputs: Int32Array, targets: Int32Array, shape: BatchShape, options?: BertLossOptions): Scalar;
}

/** The classes, and the seed of the new head. */
export interface ClassifierOptions {
  /** Names of the labels, two or more, all different. */
  readonly labels: readonly string[];
  /** Of the parameters that are drawn. */
  readonly seed: number;
}

/**
 * Returns an untrained classifier on the current backend; the caller disposes it.
 *
 * @throws ConfigError if a field is out of range or labels repeat; BackendUnavailableError before any backend was selected
 * @example const model = createBertClassifier(config, { labels: ['sad', 'glad'], seed: 1 });
 */
export function createBertClassifier(config: BertConfig, { labels, seed }: ClassifierOptions): BertClassifier {
  const complete = completeBertConfig(config);
  checkLabels(labels);
  requireBackend('createBertClassifier');
  const specs = sequenceClassifierSpecs(complete, labels.length);
  return classifierOfVariables(complete, labels, makeVariables(specs, drawValues(specs, seed)));
}

/**
 * Returns a classifier that starts from a pre-trained model's encoder, and from its pooler where it has one; the rest is
 * drawn. It has variables of its own: fine-tuning leaves `model` as it is. The caller disposes it.
 *
 * @throws ConfigError if there are fewer than two labels or one stands twice
 * @see Devlin et al. 2019, section 4.1
 */
export function withClassifier(model: Bert, { labels, seed }: ClassifierOptions): BertClassifier {
  checkLabels(labels);
  const owned = new Map([...model.parameters, ...model.untrained]);
  const specs = sequenceClassifierSpecs(model.config, labels.length);
  const drawn = drawValues(
    specs.filter(({ name }) => !owned.has(name)),
    seed,
  );
  const parameters = new Map<string, Variable>();
  try {
    for (const spec of specs) parameters.set(spec.name, copyOf(owned.get(spec.name)) ?? makeOne(spec, drawn));
  } catch (error) {
    disposeAll(parameters.values());
    throw error;
  }
  return classifierOfVariables(model.config, labels, parameters);
}

/** Returns the parameters of a classifier in the order in which it keeps them. */
export function sequenceClassifierSpecs(config: BertConfig, labelCount: number) {
  return [...encoderSpecs(config), ...poolerSpecs(config), ...classifierSpecs(config, labelCount)];
}

/** Returns the classifier of some variables, which it owns from now on; the caller disposes it. */
export function classifierOfVariables(
  config: BertConfig,
  labels: readonly string[],
  parameters: ReadonlyMap<string, Variable>,
): BertClassifier {
  const { network, ...encoder } = encoderOfVariables('BertForSequenceClassification', config, parameters);
  const score = (input: BertInput) =>
    scoreLabels(network, poolFirst(network, encodeTokens(network, input), input.shape), input);
  return {
    ...encoder,
    architecture: 'BertForSequenceClassification',
    labels,
    forward(tokenIds, shape, options = {}) {
      checkBertInput('forward', tokenIds, shape, options, config);
      return tidy(() => score({ ...options, tokenIds, shape }));
    },
    loss(inputs, targets, shape, options = {}) {
      checkBertInput('loss', inputs, shape, options, config);
      if (targets.length !== shape[0]) failTargets(targets.length, shape[0]);
      return tidy(() => crossEntropy(score({ ...options, tokenIds: inputs, shape }), targets));
    },
  };
}

function makeOne(spec: ReturnType<typeof encoderSpecs>[number], drawn: ReadonlyMap<string, Float32Array>): Variable {
  const [made] = makeVariables([spec], drawn).values();
  return made as Variable; // one spec, one variable
}

/** A variable of its own; kernels that write in place leave memory alone that is shared. */
function copyOf(original: Variable | undefined): Variable | undefined {
  return original && tidy(() => variable(original.clone()));
}

function checkLabels(labels: readonly string[]): void {
  if (labels.length >= 2 && new Set(labels).size === labels.length) return;
  throw new ConfigError(
    `bert: labels are ${JSON.stringify(labels)}; two or more different names were needed; change the list.`,
    'labels',
  );
}

function failTargets(found: number, needed: number): never {
  throw new ShapeError(
    `loss: ${found} targets were found; ${needed}, one label per row, were needed; a classifier learns one label per text.`,
    { expected: String(needed), actual: String(found) },
  );
}
