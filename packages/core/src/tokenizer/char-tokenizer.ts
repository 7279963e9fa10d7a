/**
 * The simplest tokenizer: one token per character, where a character is a Unicode code point ('𝄞' is one, though
 * JavaScript counts two units). Nothing is normalised: decode(encode(text)) is the text, to the last space.
 */
import { TokenizerError } from '../foundations/errors.ts';
import type { Tokenizer } from './tokenizer.ts';

const QUOTE_BEFORE = 8;

/**
 * Returns a tokenizer whose vocabulary is the set of characters of `text`, numbered in code point order.
 *
 * @param text any non-empty text, normally the whole corpus
 * @throws TokenizerError if the text is empty or holds half a surrogate pair
 * @example charTokenizer('春眠不觉晓').encode('春晓');
 */
export function charTokenizer(text: string): Tokenizer {
  const characters = [...new Set(text)].sort((a, b) => codePoint(a) - codePoint(b));
  return tokenizerOfCharacters(characters);
}

/** Returns the tokenizer in which character number i has id i. */
export function tokenizerOfCharacters(characters: readonly string[]): Tokenizer {
  if (characters.length === 0) {
    throw new TokenizerError('charTokenizer: the text is empty; at least one character was needed; pass the corpus.');
  }
  const idOf = new Map<string, number>();
  for (const [id, character] of characters.entries()) {
    refuseHalfCharacter(character);
    idOf.set(character, id);
  }
  return {
    vocabSize: characters.length,
    encode: (text) => encode(text, idOf),
    decode: (tokenIds) => Array.from(tokenIds, (id) => characters[id] ?? failId(id, characters.length)).join(''),
    toJson: () => toJson(characters),
  };
}

function encode(text: string, idOf: ReadonlyMap<string, number>): Int32Array {
  const tokenIds = new Int32Array(text.length); // at most one token per UTF-16 unit
  let length = 0;
  for (const character of text) {
    const id = idOf.get(character);
    if (id === undefined) failCharacter(text, character, length);
    tokenIds[length++] = id;
  }
  return tokenIds.slice(0, length);
}

/** Every character is a word of its own: a WordLevel model behind a Split on each character, glued back by Fuse. */
function toJson(characters: readonly string[]): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
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
