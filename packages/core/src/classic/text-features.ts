/**
 * Texts as rows of numbers, without a vocabulary: every run of n characters is hashed to one of a fixed number of columns
 * and counted, and each row is scaled to length 1. Works for Chinese and English alike.
 */
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import { at, dot, type Matrix, rowOf, zeroMatrix } from './matrix.ts';

/** How texts become rows of numbers. */
export interface TextFeatureOptions {
  /** Columns, D; more of them, fewer collisions. Default 512. */
  readonly columns?: number;
  /** Lengths of the runs of characters that are counted. Default 1 and 2. */
  readonly lengths?: readonly number[];
}

/**
 * Returns the features of texts, [n, columns]; a text without any run is a row of zeros.
 *
 * @throws ConfigError if there is no text or an option is out of range
 * @see Weinberger et al. 2009, arXiv:0902.2206 (the hashing trick; here without signs, so that counts can be read)
 */
export function textFeatures(
  texts: readonly string[],
  { columns = 512, lengths = [1, 2] }: TextFeatureOptions = {},
): Matrix {
  checkWhole('textFeatures', 'columns', columns, 1);
  for (const length of lengths) checkWhole('textFeatures', 'lengths', length, 1);
  if (texts.length === 0) throw new ConfigError('textFeatures: no text was found; at least one was needed.', 'texts');
  const features = zeroMatrix(texts.length, columns);
  for (const [index, text] of texts.entries()) {
    const row = rowOf(features, index);
    const codes = Array.from(text.toLowerCase(), (character) => character.codePointAt(0) ?? 0);
    for (const length of lengths) {
      for (let start = 0; start + length <= codes.length; start++) {
        const column = mixSeed(length, ...codes.slice(start, start + length)) % columns;
        row[column] = at(row, column) + 1;
      }
    }
    const size = Math.sqrt(dot(row, row));
    if (size > 0) for (let i = 0; i < columns; i++) row[i] = at(row, i) / size;
  }
  return features;
}
