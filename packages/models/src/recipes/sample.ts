/** Draws whole poems from a model: each starts at an empty line and ends at the next one. */
import { type Gpt, generate, type Tokenizer } from '@glassbox/core';

/** What stands before every stanza of the corpus. */
const START = '\n\n';
const MAX_TOKENS = 46;

/** `count` poems; poem i uses seed `seed + i`. Temperature 0.8 without cut unless told otherwise. */
export async function samplePoems(
  model: Gpt,
  tokenizer: Tokenizer,
  { count, seed, temperature = 0.8 }: { count: number; seed: number; temperature?: number },
): Promise<string[]> {
  const poems: string[] = [];
  for (let index = 0; index < count; index++) {
    let poem = '';
    const options = { maxTokens: MAX_TOKENS, temperature, seed: seed + index, stop: START };
    for await (const piece of generate(model, tokenizer, START, options)) poem += piece;
    poems.push(poem.trim());
  }
  return poems;
}
