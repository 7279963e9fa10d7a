/** Writes several texts from a blank line, behind which every text of a corpus begins, each with a seed of its own. */
import { type Gpt, generate, type Tokenizer } from '@glassbox/core';

const BEGINNING = '\n\n';

export interface WriteOptions {
  maxTokens: number;
  temperature: number;
  stop: string;
  seed: number;
}

/** Returns `count` texts, or fewer when the signal aborts. */
export async function writeTexts(
  model: Gpt,
  tokenizer: Tokenizer,
  count: number,
  { maxTokens, temperature, stop, seed }: WriteOptions,
  signal: AbortSignal,
): Promise<string[]> {
  const texts: string[] = [];
  for (let i = 0; i < count && !signal.aborted; i++) {
    const options = { maxTokens, temperature, seed: seed * 100 + i, signal, ...(stop !== '' && { stop }) };
    let text = '';
    for await (const piece of generate(model, tokenizer, BEGINNING, options)) {
      text += piece;
    }
    if (!signal.aborted) texts.push(text);
  }
  return texts;
}
