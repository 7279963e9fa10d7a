/** The small model of the home page: looks the last token up in the counted table, and draws from it with a seeded generator. */
import type { Followers, SuccessorTable } from './successors.ts';

export interface Candidate {
  token: string;
  probability: number;
}

/** Returns the shown candidates after a token, most probable first; empty when the table doesn't have it. */
export function candidatesAfter(table: SuccessorTable, token: string): Candidate[] {
  const row = table.followers[token];
  if (!row) return [];
  const total = countOf(row);
  return row.top.map(([next, count]) => ({ token: next, probability: count / total }));
}

/** Returns the share of all followers that are not shown. */
export function otherShare(row: Followers): number {
  return row.otherCount / countOf(row);
}

/** Draws one of the shown candidates in proportion to their probability; `random` is in [0, 1). */
export function draw(candidates: readonly Candidate[], random: number): string | undefined {
  const total = candidates.reduce((all, { probability }) => all + probability, 0);
  let left = random * total;
  for (const { token, probability } of candidates) {
    left -= probability;
    if (left < 0) return token;
  }
  return candidates.at(-1)?.token;
}

/** Splits what was typed into the table's tokens: characters in Chinese, words and marks in English. */
export function tokensOf(text: string, byWord: boolean): string[] {
  if (!byWord) return [...text.replace(/\s/g, '')];
  return text.toLowerCase().match(/[a-z]+(?:['’][a-z]+)*|[,.;:!?]/g) ?? [];
}

/** Writes tokens as a line: English words are parted by spaces, marks stay at their word. */
export function lineOf(tokens: readonly string[], byWord: boolean): string {
  if (!byWord) return tokens.join('');
  return tokens.join(' ').replace(/ (?=[,.;:!?])/g, '');
}

/** Returns a generator of numbers in [0, 1) that repeats for the same seed (mulberry32, Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function countOf({ top, otherCount }: Followers): number {
  return otherCount + top.reduce((all, [, count]) => all + count, 0);
}
