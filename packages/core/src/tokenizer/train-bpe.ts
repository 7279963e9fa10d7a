/**
 * Learning a byte-level BPE from a text: count all pairs of neighbours, merge the commonest into a new token, count
 * again. The same text gives the same tokens: of pairs that are equally common the one with the lower ids wins, as in
 * Hugging Face's trainer.
 *
 * @see Sennrich et al. 2016, arXiv:1508.07909, algorithm 1
 */
import { ConfigError } from '../foundations/errors.ts';
import { BYTE_LETTERS_IN_ORDER, bytesToLetters } from './byte-letters.ts';
import { byteLevelBpe, refuseHalfCharacters } from './byte-level-bpe.ts';
import { pairKey, replacePair } from './merge-pairs.ts';
import { numberSpecialTokens } from './special-tokens.ts';
import { GPT2_PATTERN, splitter } from './split-pattern.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Size and settings of a vocabulary to be learnt. */
export interface TrainBpeOptions {
  /** Tokens in all: 256 bytes, merges and special tokens. A small text may yield fewer. */
  readonly vocabSize: number;
  /** They get the last ids. Default: none. */
  readonly specialTokens?: readonly string[];
  /** Cuts the text into pieces that no token crosses. Default: GPT-2's. */
  readonly pattern?: string;
}

/** One round of learning. Tokens are written in GPT-2's letters for bytes. */
export interface LearntMerge {
  readonly left: string;
  readonly right: string;
  /** How often the pair stood in the text. */
  readonly count: number;
  readonly tokenId: number;
}

const BYTES = 256;
/** What stands in the text once is no pattern worth a token. */
const LEAST_COUNT = 2;

/**
 * Returns the tokenizer learnt from a text.
 *
 * @throws ConfigError if vocabSize leaves no room for the bytes and special tokens; TokenizerError on half a character
 * @example const tokenizer = trainBpe(text, { vocabSize: 1024, specialTokens: ['<|endoftext|>'] });
 */
export function trainBpe(text: string, options: TrainBpeOptions): Tokenizer {
  const { specialTokens = [], pattern = GPT2_PATTERN } = options;
  const learnt = [...learnMerges(text, options)];
  const tokens = [...BYTE_LETTERS_IN_ORDER, ...learnt.map(({ left, right }) => left + right)];
  return byteLevelBpe({
    vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    merges: learnt.map(({ left, right }) => [left, right]),
    specialTokens: Object.fromEntries(numberSpecialTokens(specialTokens, tokens.length)),
    pattern,
  });
}

/** Yields the merges one by one as they are learnt, for showing and for progress; `trainBpe` takes them all. */
export function* learnMerges(text: string, options: TrainBpeOptions): Generator<LearntMerge, void> {
  const { vocabSize, specialTokens = [], pattern = GPT2_PATTERN } = options;
  const lastToken = vocabSize - specialTokens.length;
  if (!(Number.isInteger(vocabSize) && lastToken >= BYTES)) {
    throw new ConfigError(
      `trainBpe: vocabSize is ${vocabSize}; a whole number from ${BYTES + specialTokens.length} up was needed, ` +
        `${BYTES} bytes and ${specialTokens.length} special tokens; raise it.`,
      'vocabSize',
    );
  }
  refuseHalfCharacters(text);
  const words = countWords(text, pattern);
  const pairs = countPairs(words, vocabSize);
  const tokens = [...BYTE_LETTERS_IN_ORDER];
  for (let tokenId = BYTES; tokenId < lastToken; tokenId++) {
    const key = commonestPair(pairs);
    const count = pairs.get(key)?.count ?? 0;
    if (count < LEAST_COUNT) return;
    const left = tokens[Math.floor(key / vocabSize)] ?? '';
    const right = tokens[key % vocabSize] ?? '';
    tokens.push(left + right);
    mergeEverywhere(pairs, { key, tokenId, vocabSize });
    yield { left, right, count, tokenId };
  }
}

/** A piece of the text, counted once with its number. */
interface Word {
  tokenIds: readonly number[];
  readonly count: number;
}

interface Pair {
  count: number;
  /** Words in which it stood when it was counted; it may have gone since. */
  readonly words: Set<Word>;
}

function countWords(text: string, pattern: string): Word[] {
  const counts = new Map<string, number>();
  for (const piece of splitter(pattern)(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const idOf = new Map(BYTE_LETTERS_IN_ORDER.map((letter, id) => [letter, id]));
  return Array.from(counts, ([piece, count]) => ({
    tokenIds: Array.from(bytesToLetters(new TextEncoder().encode(piece)), (letter) => idOf.get(letter) ?? 0),
    count,
  }));
}

function countPairs(words: readonly Word[], vocabSize: number): Map<number, Pair> {
  const pairs = new Map<number, Pair>();
  for (const word of words) addPairs(pairs, word, { sign: 1, vocabSize });
  return pairs;
}

/** Adds a word's pairs to the counts, or takes them off. */
function addPairs(
  pairs: Map<number, Pair>,
  word: Word,
  { sign, vocabSize }: { sign: 1 | -1; vocabSize: number },
): void {
  const { tokenIds, count } = word;
  for (let i = 0; i + 1 < tokenIds.length; i++) {
    const key = pairKey(tokenIds[i] ?? 0, tokenIds[i + 1] ?? 0, vocabSize);
    const pair = pairs.get(key) ?? { count: 0, words: new Set() };
    pair.count += sign * count;
    if (sign === 1) pair.words.add(word);
    if (pair.count === 0) pairs.delete(key);
    else pairs.set(key, pair);
  }
}

/** The key of the commonest pair, the lowest of several; -1 if there is none. */
function commonestPair(pairs: ReadonlyMap<number, Pair>): number {
  let bestKey = -1;
  let bestCount = 0;
  for (const [key, { count }] of pairs) {
    if (count > bestCount || (count === bestCount && key < bestKey)) {
      bestKey = key;
      bestCount = count;
    }
  }
  return bestKey;
}

/** Only the words that hold the pair change, and with them the counts of the pairs beside it. */
function mergeEverywhere(
  pairs: Map<number, Pair>,
  { key, tokenId, vocabSize }: { key: number; tokenId: number; vocabSize: number },
): void {
  for (const word of [...(pairs.get(key)?.words ?? [])]) {
    const merged = replacePair(word.tokenIds, key, tokenId, vocabSize);
    if (merged.length === word.tokenIds.length) continue;
    addPairs(pairs, word, { sign: -1, vocabSize });
    word.tokenIds = merged;
    addPairs(pairs, word, { sign: 1, vocabSize });
  }
}
