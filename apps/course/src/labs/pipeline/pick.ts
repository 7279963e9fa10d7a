/** Small choices that stages and miniature share. */
import { createRandom, type Tokenizer } from '@glassbox/core';

/** The items in an order of the seed. */
export function shuffledBy<Item>(items: readonly Item[], seed: number): Item[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Whether the tokenizer has a sign for every character. */
export function writable(tokenizer: Tokenizer, text: string): boolean {
  try {
    return tokenizer.encode(text).length > 0;
  } catch {
    return false;
  }
}
