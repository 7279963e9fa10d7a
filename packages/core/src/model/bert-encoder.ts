/** What every BERT can do, whatever head sits on it: vectors for tokens, one vector for a text. */
import { reshape, type Tensor2D, type Tensor3D, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batch-source.ts';
import { ConfigError } from '../foundations/errors.ts';
import { type BertConfig, completeBertConfig } from './bert-config.ts';
import { type BertNetwork, type BertOptions, checkBertInput, encodeTokens, poolFirst } from './bert-forward.ts';
import { countNumbers, disposeAll, sourceOfVariables } from './variables.ts';

/** As Hugging Face names the model classes. */
export type BertArchitecture = 'BertModel' | 'BertForMaskedLM' | 'BertForSequenceClassification';

/** What every BERT has: the encoder and the pooler. Whoever made it disposes it. */
export interface BertEncoder {
  readonly architecture: BertArchitecture;
  readonly config: Required<BertConfig>;
  /** By Hugging Face name: `bert.embeddings.word_embeddings.weight`, …; what the model's loss moves. The model owns them. */
  readonly parameters: ReadonlyMap<string, Variable>;
  /** What the model owns and its loss does not reach: the pooler of a masked language model that was loaded with one. */
  readonly untrained: ReadonlyMap<string, Variable>;
  /** Numbers in both together. */
  readonly parameterCount: number;
  /** The vectors after the last block, [B, T, C], with a gradient; the caller disposes. Throws ShapeError on wrong lengths or ids. */
  hidden(tokenIds: Int32Array, shape: BatchShape, options?: BertOptions): Tensor3D;
  /**
   * tanh(W·h₀ + b) of each row's first token, [B, C], with a gradient; the caller disposes. Throws as `hidden`, and a
   * ConfigError if the model has no pooler.
   */
  pooled(tokenIds: Int32Array, shape: BatchShape, options?: BertOptions): Tensor2D;
  /** Frees every parameter; twice is harmless. */
  dispose(): void;
}

/** An encoder with the network that heads are computed on. */
export interface EncoderParts extends BertEncoder {
  readonly network: BertNetwork;
}

const POOLER_WEIGHT = 'bert.pooler.dense.weight';

/** Returns the encoder of some variables, which it owns from now on; the caller disposes it. */
export function encoderOfVariables(
  architecture: BertArchitecture,
  config: BertConfig,
  parameters: ReadonlyMap<string, Variable>,
  untrained: ReadonlyMap<string, Variable> = new Map(),
): EncoderParts {
  const complete = completeBertConfig(config);
  const { lookup } = sourceOfVariables(new Map([...parameters, ...untrained]));
  const network: BertNetwork = { config: complete, lookup };
  return {
    architecture,
    config: complete,
    parameters,
    untrained,
    parameterCount: countNumbers(parameters) + countNumbers(untrained),
    network,
    hidden(tokenIds, shape, options = {}) {
      checkBertInput('hidden', tokenIds, shape, options, complete);
      return tidy(() => reshape(encodeTokens(network, { ...options, tokenIds, shape }), [...shape, complete.nEmbd]));
    },
    pooled(tokenIds, shape, options = {}) {
      checkBertInput('pooled', tokenIds, shape, options, complete);
      if (!parameters.has(POOLER_WEIGHT) && !untrained.has(POOLER_WEIGHT)) failNoPooler();
      return tidy(() => poolFirst(network, encodeTokens(network, { ...options, tokenIds, shape }), shape));
    },
    dispose() {
      disposeAll(parameters.values());
      disposeAll(untrained.values());
    },
  };
}

function failNoPooler(): never {
  throw new ConfigError(
    'pooled: the model has no pooler, as masked language models have none; one was needed; ' +
      'make a classifier of it with withClassifier, or load a folder that has bert.pooler.dense.',
    'pooler',
  );
}
