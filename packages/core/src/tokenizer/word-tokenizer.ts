/**
 * One token per word, words being apart by white space. Images and melodies are written down in such words, one for
 * each token, so that every tool that reads text and `tokenizer.json` reads them as well.
 */
import { TokenizerError } from '../foundations/errors.ts';
import { numberSpecialTokens, splitSpecial, toAddedTokens } from './special-tokens.ts';
import type { EncodeOptions, Tokenizer } from './tokenizer.ts';

/** Tokens beside the words of the list. */
export interface WordTokenizerOptions {
  /** Numbered after the words. Default: none. */
  readonly specialTokens?: readonly string[];
}

/**
 * Returns the tokenizer in which word number i has id i. Decoding joins the words with single spaces: the words come
 * back exactly, other white space between them does not.
 *
 * @param words different ones, without white space
 * @throws TokenizerError if there is none, one is there twice, or one holds white space
 * @example wordTokenizer(['do', 're', 'mi']).encode('mi re do'); // [2, 1, 0]
 */
export function wordTokenizer(words: readonly string[], { specialTokens = [] }: WordTokenizerOptions = {}): Tokenizer {
  const idOf = new Map<string, number>();
  for (const word of words) {
    if (!/^\S+$/u.test(word) || !word.isWellFormed() || idOf.has(word)) failWord(word, idOf.has(word));
    idOf.set(word, idOf.size);
  }
  if (words.length === 0) failWord('', false);
  const special = numberSpecialTokens(specialTokens, words.length);
  const twice = specialTokens.find((name) => idOf.has(name));
  if (twice !== undefined) failWord(twice, true);
  const texts = [...words, ...specialTokens];
  return {
    vocabSize: texts.length,
    specialTokens: special,
    encode: (text, options) => encode(text, { idOf, special }, options),
    decode: (tokenIds) => Array.from(tokenIds, (id) => texts[id] ?? failId(id, texts.length)).join(' '),
    toJson: () => toJson(words, special),
  };
}

function encode(
  text: string,
  { idOf, special }: { idOf: ReadonlyMap<string, number>; special: ReadonlyMap<string, number> },
  { allowedSpecial }: EncodeOptions = {},
): Int32Array {
  const tokenIds: number[] = [];
  for (const segment of splitSpecial(text, special, allowedSpecial)) {
    if ('tokenId' in segment) {
      tokenIds.push(segment.tokenId);
      continue;
    }
    for (const { 0: word, index } of segment.text.matchAll(/\S+/gu)) {
      tokenIds.push(idOf.get(word) ?? failUnknown(word, [...text.slice(0, segment.start + index)].length));
    }
  }
  return Int32Array.from(tokenIds);
}

/** A WordLevel model behind a split at white space; without a decoder, Hugging Face joins tokens with spaces. */
function toJson(words: readonly string[], special: ReadonlyMap<string, number>): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: toAddedTokens(special),
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: null,
    decoder: null,
    // There is no unknown token: a name that is not in the vocabulary makes `tokenizers` refuse unknown words.
    model: { type: 'WordLevel', vocab: Object.fromEntries(words.map((word, id) => [word, id])), unk_token: '<unk>' },
  };
}

function failWord(word: string, twice: boolean): never {
  throw new TokenizerError(
    `wordTokenizer: the word ${JSON.stringify(word)} was found${twice ? ' twice' : ''}; different words without white ` +
      'space were needed, at least one; change the list.',
  );
}

function failUnknown(word: string, position: number): never {
  throw new TokenizerError(
    `encode: the word ${JSON.stringify(word)} at position ${position} is not in the vocabulary; words of the tokenizer's ` +
      'list were needed; correct the text.',
    { character: word, position },
  );
}

function failId(id: number, vocabSize: number): never {
  throw new TokenizerError(
    `decode: id ${id} was found; ids from 0 to ${vocabSize - 1} were needed; use the tokenizer the model was trained with.`,
  );
}
