/** Writing: ask for the next token, draw one, append it, ask again. */
import type { Gpt } from '../model/gpt.ts';
import { streamDecoder } from '../tokenizer/stream-decoder.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { CompleteOptions } from './complete.ts';
import { generateTokens } from './generate-tokens.ts';
import { encodePrompt } from './next-token.ts';

/** As for `complete`, and a text to end with. */
export interface GenerateOptions extends CompleteOptions {
  /** Ends once the written text holds this; it is yielded too, and nothing behind it. */
  readonly stop?: string;
}

/**
 * Yields the continuation of a prompt token by token, the prompt itself not included; '' where a token only begins a
 * character, whose text comes with the token that completes it. The same seed gives the same text. A token of
 * `stopTokens` ends the text and is not yielded. Beyond blockSize the model goes on with the last ⌊blockSize/2⌋ tokens in
 * view, then again up to blockSize (see `decoder.ts`).
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
  const { stop = '', stopTokens = [], maxTokens } = options;
  const decoder = streamDecoder(tokenizer);
  const watch = watchFor(stop);
  let count = 0;
  for await (const { tokenId } of generateTokens(model, encodePrompt(tokenizer, prompt), options)) {
    if (stopTokens.includes(tokenId)) break;
    count++;
    const text = decoder.push(tokenId) + (count === maxTokens ? decoder.end() : '');
    const end = watch(text);
    yield text.slice(0, end);
    if (end !== undefined) return;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

/** Returns a function that is told each piece of a text and says where in it the first `stop` ends, once it does. */
function watchFor(stop: string): (text: string) => number | undefined {
  let tail = ''; // of what was written: as much as the beginning of a `stop` could be
  return (text) => {
    if (!stop) return undefined;
    const written = tail + text;
    const found = written.indexOf(stop);
    const end = found < 0 ? undefined : found + stop.length - tail.length;
    tail = written.slice(Math.max(0, written.length - stop.length + 1));
    return end;
  };
}
