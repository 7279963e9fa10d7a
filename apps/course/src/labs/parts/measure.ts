/**
 * How right a sample is, counted from the sample itself: lines of exactly five characters for a poem, words that occur
 * in the corpus for English text.
 */
import type { Measure } from '../worker/contract.ts';

export interface Count {
  right: number;
  total: number;
}

const LINE_MARKS = /[，。？！；：、\s]+/u;
const LINE_LENGTH = 5;
/** Shorter words are right too often by chance. */
const SHORTEST_WORD = 3;

/** Counts the lines between punctuation marks and how many of them have exactly five characters. */
export function countFiveCharacterLines(text: string): Count {
  const lines = text.split(LINE_MARKS).filter((line) => line !== '');
  return { right: lines.filter((line) => [...line].length === LINE_LENGTH).length, total: lines.length };
}

/** Counts the words of three letters or more and how many of them are in `known` (lower case). */
export function countKnownWords(text: string, known: ReadonlySet<string>): Count {
  const words = wordsOf(text);
  return { right: words.filter((word) => known.has(word)).length, total: words.length };
}

/** The set of words of three letters or more of a corpus, in lower case. */
export function knownWords(corpus: string): Set<string> {
  return new Set(wordsOf(corpus));
}

/** Adds up the counts of several texts. The last word of a text that was cut off by a limit is not counted. */
export function measureTexts(
  texts: readonly string[],
  measure: Measure,
  known: ReadonlySet<string>,
  stop: string,
): Count {
  const sum = { right: 0, total: 0 };
  if (measure === 'none') return sum;
  for (const text of texts) {
    const complete = stop !== '' && text.endsWith(stop);
    const body = complete ? text : withoutCutTail(text, measure);
    const { right, total } =
      measure === 'five-characters' ? countFiveCharacterLines(body) : countKnownWords(body, known);
    sum.right += right;
    sum.total += total;
  }
  return sum;
}

function withoutCutTail(text: string, measure: Measure): string {
  if (measure === 'known-words') return text.replace(/[A-Za-z']+$/u, '');
  // A poem that never set its last mark has failed to end its line: that line counts, as a wrong one.
  return text;
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z]+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD);
}
