/** Writing: ask for the next token, draw one, append it, ask again. */
import { createRandom } from '@glassbox/kernels';
import { createBreather } from '../foundations/breathe.ts';
import { ConfigError } from '../foundations/errors.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { encodePrompt, nextLogits } from './next-token.ts';
import { checkSampling, drawToken, type SamplingOptions, tokenProbabilities } from './sampling.ts';

export interface GenerateOptions extends SamplingOptions {
  /** The most tokens to write. */
  readonly maxTokens: number;
  readonly seed: number;
  /** Ends once the written text ends with this; it is yielded too. */
  readonly stop?: string;
  /** Ends soon after it aborts, without throwing. */
  readonly signal?: AbortSignal;
}

/**
 * Yields the continuation of a prompt token by token, the prompt itself not included. The same seed gives the same
 * text; beyond blockSize the oldest tokens fall out of view.
 *
 * @throws TokenizerError on an unknown character; ConfigError on an empty prompt or an option out of range
 * @example for await (const text of generate(model, tokenizer, '春', { maxTokens: 24, seed: 7 })) write(text);
 */
export async function* generate(
  model: Gpt,
  tokenizer: Tokenizer,
  prompt: string,
  options: GenerateOptions,
): AsyncGenerator<string, void> {
  const { maxTokens, seed, stop, signal } = options;
  checkSampling(options);
  checkWhole('maxTokens', maxTokens, 0);
  checkWhole('seed', seed, Number.MIN_SAFE_INTEGER);
  const tokenIds = encodePrompt(tokenizer, prompt);
  const random = createRandom(seed);
  const breathe = createBreather();
  let written = '';
  for (let count = 0; count < maxTokens && !signal?.aborted; count++) {
    const logits = await nextLogits(model, tokenIds);
    const tokenId = drawToken(tokenProbabilities(logits, options), random);
    tokenIds.push(tokenId);
    const text = tokenizer.decode([tokenId]);
    written += text;
    yield text;
    if (stop && written.endsWith(stop)) return;
    await breathe();
  }
}

function checkWhole(field: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  const range = least === 0 ? ' from 0 up' : '';
  throw new ConfigError(`generate: ${field} is ${value}; a whole number${range} was needed; change it.`, field);
}
