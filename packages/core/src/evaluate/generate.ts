/** Writing: ask for the next token, draw one, append it, ask again. */
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { CompleteOptions } from './complete.ts';
import { generateTokens } from './generate-tokens.ts';
import { encodePrompt } from './next-token.ts';

export interface GenerateOptions extends CompleteOptions {
  /** Ends once the written text holds this; it is yielded too, and nothing behind it. */
  readonly stop?: string;
}

/**
 * Yields the continuation of a prompt token by token, the prompt itself not included. The same seed gives the same
 * text. A token of `stopTokens` ends the text and is not yielded. Beyond blockSize the model goes on with the last
 * ⌊blockSize/2⌋ tokens in view, then again up to blockSize (see `decoder.ts`).
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
  const { stop, stopTokens = [] } = options;
  let written = '';
  for await (const { tokenId } of generateTokens(model, encodePrompt(tokenizer, prompt), options)) {
    if (stopTokens.includes(tokenId)) return;
    const text = tokenizer.decode([tokenId]);
    const end = stop ? endOf(stop, written, text) : undefined;
    yield end === undefined ? text : text.slice(0, end);
    if (end !== undefined) return;
    written += text;
  }
}

/** How much of `text` belongs to the written text up to the first `stop`, or undefined if there is none. */
function endOf(stop: string, written: string, text: string): number | undefined {
  const overlap = written.slice(Math.max(0, written.length - stop.length + 1));
  const found = (overlap + text).indexOf(stop);
  return found < 0 ? undefined : found + stop.length - overlap.length;
}
