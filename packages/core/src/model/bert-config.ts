/** The shape of a BERT, in GPT-2's terms where both have one, checked once when a model is made. */
import { ConfigError } from '../foundations/errors.ts';

/** `gelu` is the exact one, x·Φ(x), of the released BERT; `gelu_new` is GPT-2's tanh approximation, for which there is a fused kernel. */
export type BertActivation = 'gelu' | 'gelu_new';

/** The shape of a BERT, in our terms. */
export interface BertConfig {
  /** V: how many different tokens. */
  readonly vocabSize: number;
  /** Blocks of attention and MLP. */
  readonly nLayer: number;
  /** H: attention heads per block; divides nEmbd. */
  readonly nHead: number;
  /** C: width of the stream. */
  readonly nEmbd: number;
  /** The longest input, in tokens. */
  readonly blockSize: number;
  /** Width of the MLP's hidden layer. Default 4·nEmbd. */
  readonly nInner?: number;
  /** How many different token types (first and second sentence). Default 2. */
  readonly typeVocabSize?: number;
  /** Default `gelu`. */
  readonly activation?: BertActivation;
  /** Share of activations dropped while training, in [0, 1). Default 0. */
  readonly dropout?: number;
  /** Added to the variance in every layer norm. Default 1e-12. */
  readonly layerNormEpsilon?: number;
}

/**
 * Returns the configuration with its defaults filled in.
 *
 * @throws ConfigError naming the first field that is out of range
 */
export function completeBertConfig(config: BertConfig): Required<BertConfig> {
  const { vocabSize, nLayer, nHead, nEmbd, blockSize, nInner = 4 * nEmbd, typeVocabSize = 2 } = config;
  const { activation = 'gelu', dropout = 0, layerNormEpsilon = 1e-12 } = config;
  for (const [field, value] of Object.entries({ vocabSize, nLayer, nHead, nEmbd, blockSize, nInner, typeVocabSize })) {
    if (!(Number.isInteger(value) && value >= 1)) fail(field, value, 'a whole number from 1 up');
  }
  if (nEmbd % nHead !== 0) fail('nEmbd', nEmbd, `a multiple of nHead, ${nHead},`);
  if (activation !== 'gelu' && activation !== 'gelu_new') fail('activation', activation, '"gelu" or "gelu_new"');
  if (!(dropout >= 0 && dropout < 1)) fail('dropout', dropout, 'a number from 0 up to, but not, 1');
  if (!(layerNormEpsilon > 0 && layerNormEpsilon < 1)) fail('layerNormEpsilon', layerNormEpsilon, 'a number in (0, 1)');
  return {
    vocabSize,
    nLayer,
    nHead,
    nEmbd,
    blockSize,
    nInner,
    typeVocabSize,
    activation,
    dropout,
    layerNormEpsilon,
  };
}

function fail(field: string, found: unknown, needed: string): never {
  throw new ConfigError(`bert: ${field} is ${String(found)}; ${needed} was needed; change the configuration.`, field);
}
