/**
 * Byte-level byte-pair encoding, the tokenizer of GPT-2 and its successors: a text is UTF-8 bytes, each byte is a token
 * to begin with, and neighbours that often stood together in the training text were merged into longer tokens. No text
 * is unknown, and decode(encode(text)) is the text.
 *
 * @see Sennrich et al. 2016, arXiv:1508.07909; Radford et al. 2019, §2.2
 */
import { TokenizerError } from '../foundations/errors.ts';
import { bpeToJson } from './bpe-json.ts';
import { BYTE_LETTERS_IN_ORDER, lettersToBytes } from './byte-letters.ts';
import { type Merge, mergePairs, pairKey } from './merge-pairs.ts';
import { splitSpecial } from './special-tokens.ts';
import { GPT2_PATTERN, splitter } from './split-pattern.ts';
import type { Tokenizer } from './tokenizer.ts';

/** What a byte-level BPE tokenizer is made of. */
export interface ByteLevelBpeOptions {
  /** Token → id. Tokens are written in GPT-2's letters for bytes (`Ġthe`); all 256 single bytes must be there. */
  readonly vocab: Readonly<Record<string, number>>;
  /** Pairs of tokens in the order in which they were learnt; what a pair makes is in the vocabulary. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  /** Name → id, ids that the vocabulary does not use. Default: none. */
  readonly specialTokens?: Readonly<Record<string, number>>;
  /** Cuts a text into the pieces that are encoded apart. Default: GPT-2's. */
  readonly pattern?: string;
}

/** Pieces whose tokens are remembered; text repeats its words. */
const CACHE_SIZE = 20_000;
const LONGEST_CACHED = 64;

/**
 * Returns the tokenizer of a vocabulary and its merges. Ids may leave gaps (cl100k_base has some); decoding an id from
 * a gap throws.
 *
 * @throws TokenizerError if a byte is missing, an id is there twice, a merge uses or makes a token that is not in the
 *   vocabulary or is learnt only later, or the pattern is wrong
 * @example trainBpe(text, { vocabSize: 512 }).encode('lower'); // the usual way to get one
 */
export function byteLevelBpe(options: ByteLevelBpeOptions): Tokenizer {
  const { vocab, merges, specialTokens = {}, pattern = GPT2_PATTERN } = options;
  const special = new Map(Object.entries(specialTokens));
  const bytesOfToken = readVocabulary(vocab, special);
  const vocabSize = bytesOfToken.length;
  const table = { vocabSize, merges: readMerges(merges, vocab, vocabSize) };
  const idOfByte = BYTE_LETTERS_IN_ORDER.reduce((ids, letter) => {
    ids[lettersToBytes(letter)?.[0] ?? 0] = vocab[letter] ?? failToken(letter, 'no id was found for this byte');
    return ids;
  }, new Int32Array(256));
  const split = splitter(pattern);
  const cache = new Map<string, readonly number[]>();

  function encodePiece(piece: string): readonly number[] {
    const known = cache.get(piece);
    if (known) return known;
    const bytes = new TextEncoder().encode(piece);
    const tokenIds = mergePairs(
      Array.from(bytes, (byte) => idOfByte[byte] ?? 0),
      table,
    );
    if (cache.size >= CACHE_SIZE) cache.clear();
    if (piece.length <= LONGEST_CACHED) cache.set(piece, tokenIds);
    return tokenIds;
  }

  const bytesOf = (tokenId: number) => bytesOfToken[tokenId] ?? failId(tokenId, vocabSize);
  return {
    vocabSize,
    specialTokens: special,
    bytesOf: (tokenId) => bytesOf(tokenId).slice(),
    encode(text, { allowedSpecial } = {}) {
      refuseHalfCharacters(text);
      const tokenIds: number[] = [];
      for (const segment of splitSpecial(text, special, allowedSpecial)) {
        if ('tokenId' in segment) tokenIds.push(segment.tokenId);
        else for (const piece of split(segment.text)) for (const id of encodePiece(piece)) tokenIds.push(id);
      }
      return Int32Array.from(tokenIds);
    },
    decode: (tokenIds) => decodeBytes(Array.from(tokenIds, bytesOf)),
    toJson: () => bpeToJson({ vocab, merges, specialTokens: special, pattern }),
  };
}

/** Throws a TokenizerError naming the first half of a surrogate pair that stands alone: it has no UTF-8 bytes. */
export function refuseHalfCharacters(text: string): void {
  if (text.isWellFormed()) return;
  const characters = [...text];
  const position = characters.findIndex((character) => !character.isWellFormed());
  const character = characters[position] ?? '';
  throw new TokenizerError(
    `encode: U+${character.charCodeAt(0).toString(16).toUpperCase()}, half of a surrogate pair, stands at position ${position}; ` +
      'whole Unicode characters were needed; the text was cut inside a character or decoded wrongly.',
    { character, position },
  );
}

/** Bytes that are no UTF-8 become U+FFFD, as a model may write anything; a byte order mark is kept. */
function decodeBytes(parts: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** The bytes of every id; ids that are not used have none. */
function readVocabulary(
  vocab: Readonly<Record<string, number>>,
  special: ReadonlyMap<string, number>,
): readonly (Uint8Array | undefined)[] {
  const bytesOfToken: (Uint8Array | undefined)[] = [];
  const idLimit = 2 * (Object.keys(vocab).length + special.size) + 256; // some gaps are usual, large ones are damage
  const put = (token: string, id: number, bytes: Uint8Array) => {
    if (!(Number.isInteger(id) && id >= 0 && id < idLimit)) failToken(token, `id ${id} was found`);
    if (bytesOfToken[id]) failToken(token, `id ${id} was found, which another token has`);
    bytesOfToken[id] = bytes;
  };
  for (const [token, id] of Object.entries(vocab)) {
    put(token, id, lettersToBytes(token) ?? failToken(token, 'a letter that stands for no byte was found'));
  }
  for (const [name, id] of special) put(name, id, new TextEncoder().encode(name));
  return bytesOfToken;
}

function readMerges(
  merges: ByteLevelBpeOptions['merges'],
  vocab: Readonly<Record<string, number>>,
  vocabSize: number,
): Map<number, Merge> {
  const idOf = new Map(Object.entries(vocab));
  const learnt = new Set(BYTE_LETTERS_IN_ORDER);
  const table = new Map<number, Merge>();
  for (const [rank, [left, right]] of merges.entries()) {
    const leftId = idOf.get(left);
    const rightId = idOf.get(right);
    const tokenId = idOf.get(left + right);
    if (leftId === undefined || rightId === undefined || tokenId === undefined) {
      failMerge(rank, [left, right], 'a token that is not in the vocabulary was found');
    }
    if (!learnt.has(left) || !learnt.has(right)) failMerge(rank, [left, right], 'a token learnt only later was found');
    learnt.add(left + right);
    const key = pairKey(leftId, rightId, vocabSize);
    if (!table.has(key)) table.set(key, { rank, tokenId });
  }
  return table;
}

function failToken(token: string, found: string): never {
  throw new TokenizerError(
    `byteLevelBpe, token ${JSON.stringify(token)}: ${found}; a whole number of its own for each token, all 256 bytes ` +
      'among them, in the letters of GPT-2, was needed; check the vocabulary.',
  );
}

function failMerge(rank: number, [left, right]: readonly [string, string], found: string): never {
  throw new TokenizerError(
    `byteLevelBpe, merge ${rank} of ${JSON.stringify(left)} and ${JSON.stringify(right)}: ${found}; parts from the bytes or ` +
      'from earlier merges, and what they make, were needed; check the list of merges.',
  );
}

function failId(id: number, vocabSize: number): never {
  throw new TokenizerError(
    `decode: id ${id} was found; ids from 0 to ${vocabSize - 1} that stand for a token were needed; use the tokenizer the ` +
      'model was trained with.',
  );
}
