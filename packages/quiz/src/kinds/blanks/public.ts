/** What a browser may know of a text with blanks, and what it answers. */
import type { Locale, QuestionBase } from '../../question.ts';

/** A piece of the text: words, or the place of a blank. */
export type TextPart = string | { blank: string };

export interface BlanksPublic extends QuestionBase<'blanks'> {
  /** Every blank once in each language; languages may have them in different orders. */
  text: Record<Locale, TextPart[]>;
  /** In the order of the Chinese text; their IDs count from `b1` and tell nothing. */
  blanks: {
    id: string;
    /** A number is wanted here. */
    numeric?: true;
  }[];
}

export interface BlanksResponse {
  kind: 'blanks';
  /** What was typed, by the ID of the blank. */
  typed: Record<string, string>;
}
