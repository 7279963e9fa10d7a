/**
 * The pieces of a text that our embedder knows: whole words and their 3- and 4-letter parts in alphabetic scripts, single
 * characters, pairs and triples in Chinese. Each is a 32-bit hash, so there is no vocabulary and no unknown word.
 * No segmenter takes part: a vector must not change with the browser's version.
 *
 * @see Bojanowski et al. 2017, "Enriching Word Vectors with Subword Information"
 */

const RUNS =
  /[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]+|(?:(?![\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af])[\p{L}\p{M}])+|\p{N}+/gu;
const CJK = /^[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]/;
const WORD_PARTS = [3, 4] as const;
const CHINESE_PARTS = [1, 2, 3] as const;
/** Longer runs of letters are no words; their parts beyond this say nothing. */
const LONGEST_WORD = 24;

/** FNV-1a's offset basis and prime. */
const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;
/** Keeps the word "the" apart from the part "the" of "lather". */
const WHOLE_WORD = 1;
const PART = 2;

/** Returns the hashes of a text's pieces, in order, with repetitions. */
export function featureHashes(text: string): Uint32Array {
  return Uint32Array.from(runsOf(text).flatMap(hashesOfRun));
}

/** Returns the runs of a text that pieces never cross: words, numbers, stretches of Chinese; in lower case. */
export function runsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(RUNS) ?? [];
}

/** Returns the hashes of one run's pieces. */
export function hashesOfRun(run: string): number[] {
  const hashes: number[] = [];
  if (CJK.test(run)) addParts(run, CHINESE_PARTS, hashes);
  else {
    const word = run.slice(0, LONGEST_WORD);
    hashes.push(hash(word, 0, word.length, WHOLE_WORD));
    addParts(`<${word}>`, WORD_PARTS, hashes);
  }
  return hashes;
}

/**
 * Returns the row of a table that a hash falls on, by the choice-th of several independent functions.
 *
 * @param choice 0 or 1: with two rows per piece, two different pieces hardly ever share both
 * @see Svenstrup et al. 2017, "Hash Embeddings for Efficient Word Representations"
 */
export function rowOf(hashValue: number, choice: 0 | 1, rows: number): number {
  let mixed = hashValue ^ (choice === 0 ? 0x9e3779b9 : 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d); // finaliser "lowbias32" by Wellons
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % rows;
}

function addParts(run: string, lengths: readonly number[], hashes: number[]): void {
  for (const length of lengths) {
    for (let start = 0; start + length <= run.length; start++) hashes.push(hash(run, start, start + length, PART));
  }
}

function hash(text: string, start: number, end: number, kind: number): number {
  let value = Math.imul(HASH_START ^ kind, HASH_PRIME);
  for (let i = start; i < end; i++) value = Math.imul(value ^ text.charCodeAt(i), HASH_PRIME);
  return value >>> 0;
}
