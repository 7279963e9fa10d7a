/**
 * Reads a Hugging Face `tokenizer.json`. Characters, words and byte-level BPE are read by the code of this folder;
 * WordPiece and the rest go through Hugging Face's own library.
 */
import { TokenizerError } from '../foundations/errors.ts';
import { findBpeParts } from './bpe-json.ts';
import { byteLevelBpe } from './byte-level-bpe.ts';
import { tokenizerOfCharacters } from './char-tokenizer.ts';
import { libraryTokenizer } from './library-tokenizer.ts';
import type { Tokenizer } from './tokenizer.ts';
import { wordTokenizer } from './word-tokenizer.ts';

/**
 * Returns the tokenizer that a parsed `tokenizer.json` describes.
 *
 * @param json the parsed file
 * @throws TokenizerError if it is not a tokenizer, of a kind that can't be read, or its ids have gaps or repeats
 */
export function tokenizerFromJson(json: unknown): Tokenizer {
  const model = isRecord(json) ? json.model : undefined;
  if (!isRecord(json) || !isRecord(model) || !(isRecord(model.vocab) || Array.isArray(model.vocab))) {
    throw new TokenizerError(
      'tokenizer.json: no model with a vocab was found; the format of Hugging Face tokenizers was needed; check the file.',
    );
  }
  const bpe = findBpeParts(json);
  if (bpe) return byteLevelBpe({ ...bpe, specialTokens: Object.fromEntries(bpe.specialTokens) });
  return findListed(json, model) ?? libraryTokenizer(json);
}

/** A file whose tokens are a plain list: single characters, or words apart by white space. */
function findListed(
  { normalizer, pre_tokenizer, post_processor, added_tokens }: Readonly<Record<string, unknown>>,
  { type, vocab, merges }: Readonly<Record<string, unknown>>,
): Tokenizer | undefined {
  if (!isRecord(vocab) || normalizer || post_processor || (Array.isArray(merges) && merges.length > 0))
    return undefined;
  const specialTokens = findSpecialNames(added_tokens, Object.keys(vocab).length);
  if (!specialTokens) return undefined;
  const isWords = type === 'WordLevel' && isRecord(pre_tokenizer) && pre_tokenizer.type === 'WhitespaceSplit';
  if (isWords) return wordTokenizer(inOrder(Object.entries(vocab)), { specialTokens });
  const entries = Object.entries(vocab);
  if (entries.some(([token]) => [...token].length !== 1)) return undefined;
  return tokenizerOfCharacters(inOrder(entries), { specialTokens });
}

/** Special tokens that follow the vocabulary without a gap, as we write them. */
function findSpecialNames(addedTokens: unknown = [], firstId: number): string[] | undefined {
  if (!Array.isArray(addedTokens)) return undefined;
  const inPlace = addedTokens.every(({ id, special }, index) => id === firstId + index && special === true);
  return inPlace ? addedTokens.map(({ content }) => String(content)) : undefined;
}

function inOrder(entries: readonly [string, unknown][]): string[] {
  const characters: string[] = [];
  for (const [character, id] of entries) {
    const fits = typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < entries.length;
    if (!fits || characters[id] !== undefined) {
      throw new TokenizerError(
        `tokenizer.json: ${JSON.stringify(character)} has id ${JSON.stringify(id)}; ` +
          `each of 0 to ${entries.length - 1} exactly once was needed; write the file again.`,
      );
    }
    characters[id] = character;
  }
  return characters;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
