/** Fills blanks: one word of a held-out sentence is hidden; BERT sees the sentence around it, GPT what stands before it. */
import { type Bert, createRandom, type Gpt, type Tokenizer } from '@glassbox/core';
import { BOXES, END } from './twins-corpus.ts';

/** A sentence with one word hidden. */
export interface Blank {
  readonly words: readonly string[];
  /** Place of the hidden word, from 0. */
  readonly place: number;
}

/** Returns one blank in each of the first `count` whole sentences of a text. */
export function blanksOf(text: string, { count, seed }: { count: number; seed: number }): Blank[] {
  const random = createRandom(seed);
  const boxes = new Set<string>(BOXES);
  const sentences = text
    .split(END)
    .flatMap((paragraph) => paragraph.split('.').slice(0, -1)) // a list has no full stop
    .map((sentence) => sentence.trim().split(' '))
    .filter((words) => words.length >= 3 && !words.some((word) => boxes.has(word)));
  return sentences.slice(1, count + 1).map((words) => ({ words, place: Math.floor(random.next() * words.length) }));
}

/** Returns BERT's likeliest words for a blank, the best first. */
export async function fillBlank(
  model: Bert,
  tokenizer: Tokenizer,
  { words, place }: Blank,
  count = 1,
): Promise<string[]> {
  const masked = words.map((word, i) => (i === place ? '[MASK]' : word)).join(' ');
  const ids = tokenizer.encode(`[CLS] ${masked} . [SEP]`, { allowedSpecial: 'all' });
  return likeliest(model.logitsAt(ids, [1, ids.length], place + 1), tokenizer, count);
}

/** Returns GPT's likeliest words after what stands before a blank, the best first. */
export async function guessBlank(
  model: Gpt,
  tokenizer: Tokenizer,
  { words, place }: Blank,
  count = 1,
): Promise<string[]> {
  const ids = tokenizer.encode([END, ...words.slice(0, place)].join(' '));
  return likeliest(model.logitsAt(ids, [1, ids.length], ids.length - 1), tokenizer, count);
}

async function likeliest(
  logits: { data(): Promise<ArrayLike<number>>; dispose(): void },
  tokenizer: Tokenizer,
  count: number,
): Promise<string[]> {
  const values = Array.from(await logits.data(), (logit, id) => ({ logit, id }));
  logits.dispose();
  const best = values.sort((a, b) => b.logit - a.logit).slice(0, count);
  return best.map(({ id }) => tokenizer.decode([id]));
}
