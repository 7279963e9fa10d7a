/**
 * What both twins read, drawn from a seed: paragraphs that say things, and lists that sort things into two boxes. Which
 * kinds go into which box, and what the boxes are called, is new in every list, so that a reader can only follow a list
 * by learning from its beginning. The kinds of `TEST_KINDS` are talked about and never sorted: they are the test.
 */
import { createRandom, type Random, type Tokenizer, wordTokenizer } from '@glassbox/core';
import { KINDS, type Kind, type Language } from './twins-things.ts';

/** Numbered after the words. */
const SPECIAL = ['[PAD]', '[CLS]', '[SEP]', '[MASK]'] as const;

/** Names of boxes, in both languages alike. */
export const BOXES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** Ends every paragraph and every list. */
export const END = '/';

/** Never sorted in training. */
export const TEST_KINDS: readonly Kind[] = KINDS.filter((_, index) => index % 3 === 1);
export const SORTED_KINDS: readonly Kind[] = KINDS.filter((_, index) => index % 3 !== 1);

/** Kinds per box: from one, as in most lists, to as many as in the test. */
const MOST_KINDS = 3;
const LIST_LENGTH = 24;
const SAYINGS_PER_PARAGRAPH = 5;
/** Share of paragraphs that sort. */
const LIST_SHARE = 0.5;

/** A thing and the box it belongs in. */
export interface Sorted {
  readonly thing: string;
  readonly box: string;
}

/** Returns the tokenizer of both twins: every word of the corpus, then the special tokens. */
export function twinsTokenizer(): Tokenizer {
  const texts = KINDS.flatMap(({ things, sayings }) => [...things.en, ...things.zh, ...sayings.en, ...sayings.zh]);
  const words = new Set([END, '.', ...BOXES, ...texts.flatMap((text) => text.split(' '))]);
  words.delete('x');
  return wordTokenizer([...words], { specialTokens: SPECIAL });
}

/** Returns `count` paragraphs of a seed, words apart by spaces. */
export function twinsCorpus(count: number, seed: number): string {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => (random.next() < LIST_SHARE ? listOf(random) : talkOf(random))).join(' ');
}

/** Returns a list as it stands in the corpus, `fox A pear B wolf A`: every thing with its box behind it. */
export function listText(sorted: readonly Sorted[]): string {
  return sorted.map(({ thing, box }) => `${thing} ${box}`).join(' ');
}

/** Returns the things of some kinds in one language, shuffled, each with the box of its kind. */
export function sortedThings(
  kindsOfBox: readonly [readonly Kind[], readonly Kind[]],
  boxes: readonly [string, string],
  language: Language,
  random: Random,
): Sorted[] {
  const all = kindsOfBox.flatMap((kinds, index) =>
    kinds.flatMap(({ things }) => things[language].map((thing) => ({ thing, box: boxes[index] ?? '' }))),
  );
  return shuffled(all, random);
}

function talkOf(random: Random): string {
  const language = drawLanguage(random);
  const sentences = Array.from({ length: SAYINGS_PER_PARAGRAPH }, () => {
    const kind = pick(KINDS, random);
    return `${pick(kind.sayings[language], random).replace('x', pick(kind.things[language], random))} .`;
  });
  return `${sentences.join(' ')} ${END}`;
}

function listOf(random: Random): string {
  const language = drawLanguage(random);
  const perBox = 1 + Math.floor(random.next() * MOST_KINDS);
  const kinds = shuffled(SORTED_KINDS, random);
  const [first = '', second = ''] = shuffled(BOXES, random);
  const split = [kinds.slice(0, perBox), kinds.slice(perBox, 2 * perBox)] as const;
  return `${listText(sortedThings(split, [first, second], language, random).slice(0, LIST_LENGTH))} ${END}`;
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function drawLanguage(random: Random): Language {
  return random.next() < 0.5 ? 'en' : 'zh';
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random.next() * items.length)] as T;
}
