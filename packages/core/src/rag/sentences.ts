/**
 * Where sentences begin and end, in Chinese and English. Written out rather than left to `Intl.Segmenter`, which parts
 * "Mr. " from "Smith" and changes with the browser's version: the offsets of a stored index must stay what they were.
 */
import type { Span } from './document.ts';

const ENDS = new Set(['。', '！', '？', '!', '?', '…', '.', '\n']);
/** Closing marks belong to the sentence before them. */
const CLOSERS = new Set(['”', '’', '"', "'", '」', '』', '）', ')', '》', ']', '】']);
const ABBREVIATION =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nos|vs|etc|fig|approx|inc|ltd|co|dept|e\.g|i\.e|cf|al|vol|art|sec|[a-z])$/i;
const LONGEST_ABBREVIATION = 8;

/**
 * Returns the sentences of text[start, end), without the white space between them, in order. A full stop ends one only
 * before white space, and neither after an abbreviation or initial nor before a small letter; a line break always does.
 */
export function splitSentences(text: string, { start, end }: Span): Span[] {
  const sentences: Span[] = [];
  let from = start;
  let at = start;
  while (at < end) {
    if (!ENDS.has(text.charAt(at)) || !endsSentence(text, at, end)) {
      at++;
      continue;
    }
    let to = at + 1;
    while (to < end && (ENDS.has(text.charAt(to)) || CLOSERS.has(text.charAt(to))) && text.charAt(to) !== '\n') to++;
    pushTrimmed(sentences, text, from, to);
    from = to;
    at = to;
  }
  pushTrimmed(sentences, text, from, end);
  return sentences;
}

function endsSentence(text: string, at: number, end: number): boolean {
  const mark = text.charAt(at);
  if (mark !== '.') return true;
  let next = at + 1;
  while (next < end && (CLOSERS.has(text.charAt(next)) || text.charAt(next) === '.')) next++;
  if (next < end && !/\s/.test(text.charAt(next))) return false;
  if (ABBREVIATION.test(text.slice(Math.max(0, at - LONGEST_ABBREVIATION), at))) return next >= end;
  const following = /\S/.exec(text.slice(next, Math.min(end, next + 20)))?.[0];
  return following === undefined || !/\p{Ll}/u.test(following);
}

function pushTrimmed(sentences: Span[], text: string, start: number, end: number): void {
  const piece = text.slice(start, end);
  const trimmed = piece.trim();
  if (trimmed === '') return;
  const from = start + piece.indexOf(trimmed);
  sentences.push({ start: from, end: from + trimmed.length });
}
