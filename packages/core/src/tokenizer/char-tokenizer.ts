/**
 * The simplest tokenizer: one token per character, where a character is a Unicode code point ('𝄞' is one, though
 * JavaScript counts two units). Nothing is normalised: decode(encode(text)) is the text, to the last space.
 */
import { TokenizerError } from '../foundations/errors.ts';
import { numberSpecialTokens, splitSpecial, toAddedTokens } from './special-tokens.ts';
import type { EncodeOptions, Tokenizer } from './tokenizer.ts';

/** Tokens beside the characters of the text. */
export interface CharTokenizerOptions {
  /** Numbered after the characters. Default: none. */
  readonly specialTokens?: readonly string[];
}

const QUOTE_BEFORE = 8;

/**
 * Returns a tokenizer whose vocabulary is the set of characters of `text`, numbered in code point order.
 *
 * @param text any non-empty text, normally the whole corpus
 * @throws TokenizerError if the text is empty or holds half a surrogate pair
 * @example charTokenizer('春眠不觉晓').encode('春晓');
 */
export function charTokenizer(text: string, options: CharTokenizerOptions = {}): Tokenizer {
  const characters = [...new Set(text)].sort((a, b) => codePoint(a) - codePoint(b));
  return tokenizerOfCharacters(characters, options);
}

/** Returns the tokenizer in which character number i has id i, and the special tokens follow. */
export function tokenizerOfCharacters(
  characters: readonly string[],
  { specialTokens = [] }: CharTokenizerOptions = {},
): Tokenizer {
  if (characters.length === 0) {
    throw new TokenizerError('charTokenizer: the text is empty; at least one character was needed; pass the corpus.');
  }
  const idOf = new Map<string, number>();
  for (const [id, character] of characters.entries()) {
    refuseHalfCharacter(character);
    idOf.set(character, id);
  }
  const special = numberSpecialTokens(specialTokens, characters.length);
  const twice = specialTokens.find((name) => idOf.has(name));
  if (twice !== undefined) failTwice(twice);
  const texts = [...characters, ...specialTokens];
  const textOf = (id: number) => texts[id] ?? failId(id, texts.length);
  return {
    vocabSize: texts.length,
    specialTokens: special,
    encode: (text, options) => encode(text, { idOf, special }, options),
    decode: (tokenIds) => Array.from(tokenIds, textOf).join(''),
    bytesOf: (tokenId) => new TextEncoder().encode(textOf(tokenId)),
    toJson: () => toJson(characters, special),
  };
}

function encode(
  text: string,
  { idOf, special }: { idOf: ReadonlyMap<string, number>; special: ReadonlyMap<string, number> },
  { allowedSpecial }: EncodeOptions = {},
): Int32Array {
  const tokenIds = new Int32Array(text.length); // at most one token per UTF-16 unit
  let length = 0;
  let position = 0; // in code points
  for (const segment of splitSpecial(text, special, allowedSpecial)) {
    if ('tokenId' in segment) {
      tokenIds[length++] = segment.tokenId;
      position += [...segment.name].length;
      continue;
    }
    for (const character of segment.text) {
      tokenIds[length++] = idOf.get(character) ?? failCharacter(text, character, position);
      position += 1;
    }
  }
  return tokenIds.slice(0, length);
}

/** Every character is a word of its own: a WordLevel model behind a Split on each character, glued back by Fuse. */
function toJson(characters: readonly string[], special: ReadonlyMap<string, number>): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: toAddedTokens(special),
    normalizer: null,
    pre_tokenizer: { type: 'Split', pattern: { Regex: '[\\s\\S]' }, behavior: 'Isolated', invert: false },
    post_processor: null,
    decoder: { type: 'Fuse' },
    // There is no unknown token: a name that is not in the vocabulary makes `tokenizers` refuse unknown characters.
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(characters.map((character, id) => [character, id])),
      unk_token: '<unk>',
    },
  };
}

function refuseHalfCharacter(character: string): void {
  if (character.isWellFormed()) return;
  const code = character.charCodeAt(0).toString(16).toUpperCase();
  throw new TokenizerError(
    `charTokenizer: the text holds U+${code}, half of a surrogate pair; whole Unicode characters were needed; ` +
      'the text was cut inside a character or decoded wrongly.',
  );
}

function failTwice(name: string): never {
  throw new TokenizerError(
    `charTokenizer: the special token ${JSON.stringify(name)} is a character of the text too; names that stand apart were ` +
      'needed; <|end|> is a usual form.',
  );
}

function failCharacter(text: string, character: string, position: number): never {
  const before = [...text].slice(Math.max(0, position - QUOTE_BEFORE), position).join('');
  const place = position === 0 ? 'at the very start' : `at position ${position}, after ${JSON.stringify(before)}`;
  const code = codePoint(character).toString(16).toUpperCase().padStart(4, '0');
  throw new TokenizerError(
    `encode: ${JSON.stringify(character)} (U+${code}) ${place} is not in the vocabulary; characters of the training ` +
      'text were needed; leave it out or train on a text that holds it.',
    { character, position },
  );
}

function failId(id: number, vocabSize: number): never {
  throw new TokenizerError(
    `decode: id ${id} was found; ids from 0 to ${vocabSize - 1} were needed; use the tokenizer the model was trained with.`,
  );
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
