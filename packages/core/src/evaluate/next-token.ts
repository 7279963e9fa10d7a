/** What the model expects next, for every token of the vocabulary: the picture behind one step of generation. */

import { getBackend } from '@tensorflow/tfjs-core';
import { ConfigError } from '../foundations/errors.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { checkSampling, type SamplingOptions, tokenProbabilities } from './sampling.ts';

/** A token of the vocabulary and its probability of coming next. */
export interface TokenProbability {
  readonly tokenId: number;
  readonly text: string;
  /** After repetition penalty, temperature, top-k and top-p; 0 for a token they cut off. */
  readonly probability: number;
}

/**
 * Returns every token with its probability of coming next, the likeliest first (equal ones by id).
 *
 * @param prompt at least one token; only its last blockSize tokens are read
 * @throws TokenizerError on an unknown character; ConfigError on an empty prompt or an option out of range
 */
export async function nextTokenProbabilities(
  model: Gpt,
  tokenizer: Tokenizer,
  prompt: string,
  options: SamplingOptions = {},
): Promise<TokenProbability[]> {
  checkSampling(options);
  const tokenIds = encodePrompt(tokenizer, prompt);
  const logits = await nextLogits(model, tokenIds);
  const probabilities = tokenProbabilities(logits, options, tokenIds);
  return Array.from(probabilities, (probability, tokenId) => ({
    tokenId,
    text: tokenizer.decode([tokenId]),
    probability,
  })).sort((a, b) => b.probability - a.probability || a.tokenId - b.tokenId);
}

/** Returns the ids of a prompt. Throws a ConfigError if there are none: the model can't start from nothing. */
export function encodePrompt(tokenizer: Tokenizer, prompt: string): number[] {
  const tokenIds = [...tokenizer.encode(prompt)];
  if (tokenIds.length > 0) return tokenIds;
  throw new ConfigError(
    'prompt: an empty text was found; at least one character was needed; a line break makes a neutral start.',
    'prompt',
  );
}

/**
 * Returns the logits [V] of the token after `tokenIds`, of which the last blockSize are read. On WebGPU the context is
 * filled up to a power of two: shaders are compiled per shape, and causality keeps the filling out of sight.
 */
export async function nextLogits(model: Gpt, tokenIds: readonly number[]): Promise<Float32Array> {
  const { blockSize } = model.config;
  const seen = tokenIds.slice(-blockSize);
  const context = new Int32Array(getBackend() === 'webgpu' ? paddedLength(seen.length, blockSize) : seen.length);
  context.set(seen);
  const logits = model.logitsAt(context, [1, context.length], seen.length - 1);
  try {
    return (await logits.data()) as Float32Array;
  } finally {
    logits.dispose();
  }
}

function paddedLength(length: number, blockSize: number): number {
  return Math.min(blockSize, 2 ** Math.ceil(Math.log2(length)));
}
