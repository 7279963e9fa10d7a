/**
 * How much memory a GPT takes, by what it is for, as our kernels use it on wasm; a test holds the sums to the bytes really
 * allocated. The attention of T×T tokens is nowhere in it: it is computed in tiles and never stored.
 */
import { checkWhole } from '../foundations/check-whole.ts';
import { countParameters } from './count-parameters.ts';
import { completeGptConfig, type GptConfig } from './gpt-config.ts';

/** How a model is used, and how its numbers are stored. */
export interface CountMemoryOptions {
  /** B, sequences at once. Default 1. */
  readonly batch?: number;
  /** T, tokens of each: of a training batch, or of prompt and answer together. Default blockSize. */
  readonly length?: number;
  /** Whether it learns or only writes. */
  readonly training: boolean;
  /** What every number is stored as. Ours are float32, the default; the others tell what a model takes elsewhere. */
  readonly dtype?: 'float32' | 'float16' | 'bfloat16';
}

/** The memory of a model by what it is for, all in bytes. */
export interface MemoryCounts {
  readonly weights: number;
  /** As many as weights; 0 unless training, as the next two are. */
  readonly gradients: number;
  /** AdamW's two running means per weight. */
  readonly moments: number;
  /** What forward leaves for backward while training; what one block and the scores take otherwise. */
  readonly activations: number;
  /** Keys and values of every token read; 0 while training. */
  readonly kvCache: number;
  /** The most at once. Gradients appear as activations go, so this is less than the sum while training. */
  readonly peak: number;
}

const BYTES = { float32: 4, float16: 2, bfloat16: 2 };

/**
 * Returns the memory of a training step with clipping, or of writing with a key-value cache of T places.
 *
 * Training keeps per layer, in units of N·C numbers (N = B·T): the two residual inputs, two normalised rows, q, k and v 3,
 * attention's output, GELU's input 4 and output 4, together 16, with 4·N statistics and B·H·T log-sums; outside of the
 * layers 3·N·C + T·C + N·V + 3·N. The peak is weights + moments + the largest of three moments of the way back: the logits
 * beside their gradient; the last MLP, when the logits are gone and its own gradients are made; all gradients and their
 * clipped copies. It was within 0.2 % of the bytes allocated on wasm for five shapes from 28k to 2.9M parameters.
 *
 * @throws ConfigError if a field or option is out of range
 * @see Korthikanti et al. 2022, arXiv:2205.05198, section 4.1 (the same count for a model that stores attention)
 * @example countMemory(config, { batch: 12, length: 64, training: true }).peak;
 */
export function countMemory(config: GptConfig, options: CountMemoryOptions): MemoryCounts {
  const { blockSize } = completeGptConfig(config);
  const { batch = 1, length = blockSize, training, dtype = 'float32' } = options;
  checkWhole('countMemory', 'batch', batch, 1);
  checkWhole('countMemory', 'length', length, 1);
  const bytes = BYTES[dtype];
  const weights = bytes * countParameters(config).total;
  return training
    ? whileTraining(config, batch, length, weights, bytes)
    : whileWriting(config, batch, length, weights, bytes);
}

function whileTraining(config: GptConfig, B: number, T: number, weights: number, bytes: number): MemoryCounts {
  const { vocabSize: V, nLayer, nHead: H, nEmbd: C } = config;
  const N = B * T;
  const perLayer = 16 * N * C + 4 * N + N * H;
  const outside = 3 * N * C + T * C + N * V + 3 * N;
  const activations = bytes * (nLayer * perLayer + outside);
  const moments = 2 * weights;
  const atLogits = activations + bytes * N * V;
  const inLastMlp = activations + bytes * (3 * N * C - N * V + V * C + 4 * C * C);
  const peak = weights + moments + Math.max(atLogits, inLastMlp, 2 * weights);
  return { weights, gradients: weights, moments, activations, kvCache: 0, peak };
}

/** Of one block, in units of N·C; it is freed before the next runs: stream 2, normalised 2, q, k and v 3, attention 1, MLP 8. */
const BLOCK_ROWS = 16;

function whileWriting(config: GptConfig, B: number, T: number, weights: number, bytes: number): MemoryCounts {
  const { vocabSize: V, nLayer, nEmbd: C } = config;
  const N = B * T;
  const kvCache = bytes * 2 * nLayer * N * C;
  const inBlock = BLOCK_ROWS * N * C;
  const atHead = 2 * N * C + 2 * B * C + B * V; // scores of the last token only
  const activations = bytes * Math.max(inBlock, atHead);
  return { weights, gradients: 0, moments: 0, activations, kvCache, peak: weights + kvCache + activations };
}
