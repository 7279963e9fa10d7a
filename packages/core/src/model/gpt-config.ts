/** The shape of a GPT, in GPT-2's terms, checked once when a model is made. */
import { ConfigError } from '../foundations/errors.ts';

/** The shape of a GPT, in GPT-2's terms. */
export interface GptConfig {
  /** V: how many different tokens. */
  readonly vocabSize: number;
  /** Blocks of attention and MLP. */
  readonly nLayer: number;
  /** H: attention heads per block; divides nEmbd. */
  readonly nHead: number;
  /** C: width of the residual stream. */
  readonly nEmbd: number;
  /** The longest context, in tokens. */
  readonly blockSize: number;
  /** Share of activations dropped while training, in [0, 1). Default 0. */
  readonly dropout?: number;
  /** Added to the variance in every layer norm. Default 1e-5. */
  readonly layerNormEpsilon?: number;
}

/**
 * Returns the configuration with its defaults filled in.
 *
 * @throws ConfigError naming the first field that is out of range
 */
export function completeGptConfig(config: GptConfig): Required<GptConfig> {
  const { vocabSize, nLayer, nHead, nEmbd, blockSize, dropout = 0, layerNormEpsilon = 1e-5 } = config;
  for (const [field, value] of Object.entries({ vocabSize, nLayer, nHead, nEmbd, blockSize })) {
    if (!(Number.isInteger(value) && value >= 1)) fail(field, value, 'a whole number from 1 up');
  }
  if (nEmbd % nHead !== 0) fail('nEmbd', nEmbd, `a multiple of nHead, ${nHead},`);
  if (!(dropout >= 0 && dropout < 1)) fail('dropout', dropout, 'a number from 0 up to, but not, 1');
  if (!(layerNormEpsilon > 0 && layerNormEpsilon < 1)) fail('layerNormEpsilon', layerNormEpsilon, 'a number in (0, 1)');
  return { vocabSize, nLayer, nHead, nEmbd, blockSize, dropout, layerNormEpsilon };
}

function fail(field: string, found: unknown, needed: string): never {
  throw new ConfigError(`model: ${field} is ${String(found)}; ${needed} was needed; change the configuration.`, field);
}
