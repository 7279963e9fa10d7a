/**
 * The counted table behind the home page's small model: for each token, what came after it in the corpus, how often.
 * Built from the shipped corpora when the site is built; the browser gets the most frequent tokens only.
 */
import type { Locale } from '@glassbox/curriculum/public';
import tangText from '@glassbox/models/corpora/tang-quatrains.txt?raw';
import bardText from '@glassbox/models/corpora/tiny-shakespeare.txt?raw';

/** `[token, count]` of the most frequent followers, and how many more tokens and occurrences there are. */
export interface Followers {
  top: [string, number][];
  otherTokens: number;
  otherCount: number;
}

export interface SuccessorTable {
  followers: Record<string, Followers>;
  /** Neighbouring pairs counted in the whole corpus. */
  pairs: number;
  /** Poems or lines read. */
  texts: number;
}

const TOKENS_KEPT = 420;
const FOLLOWERS_KEPT = 7;

/** Returns the table for a language: Tang quatrains by character, Shakespeare by word. */
export function successorTable(locale: Locale): SuccessorTable {
  const lines = locale === 'zh' ? tangLines() : bardLines();
  const texts = locale === 'zh' ? tangText.split('\n\n').filter((poem) => poem.trim() !== '').length : lines.length;
  return { ...countPairs(lines), texts };
}

/** Returns the table with the followers of one token only. */
export function oneRow({ followers, pairs, texts }: SuccessorTable, token: string): SuccessorTable {
  const row = followers[token];
  return { followers: row ? { [token]: row } : {}, pairs, texts };
}

/** Counts neighbours inside each line and keeps the most frequent. Exported for its test. */
export function countPairs(lines: readonly (readonly string[])[]): Pick<SuccessorTable, 'followers' | 'pairs'> {
  const counts = new Map<string, Map<string, number>>();
  let pairs = 0;
  for (const line of lines) {
    for (let index = 1; index < line.length; index++) {
      const [before = '', after = ''] = [line[index - 1], line[index]];
      const row = counts.get(before) ?? new Map<string, number>();
      row.set(after, (row.get(after) ?? 0) + 1);
      counts.set(before, row);
      pairs++;
    }
  }
  const sizes = [...counts].map(([token, row]) => ({ token, row, total: sum(row) }));
  const kept = sizes.sort((a, b) => b.total - a.total).slice(0, TOKENS_KEPT);
  return { followers: Object.fromEntries(kept.map(({ token, row, total }) => [token, strongest(row, total)])), pairs };
}

function strongest(row: Map<string, number>, total: number): Followers {
  const top = [...row].sort((a, b) => b[1] - a[1]).slice(0, FOLLOWERS_KEPT);
  return {
    top,
    otherTokens: row.size - top.length,
    otherCount: total - top.reduce((all, [, count]) => all + count, 0),
  };
}

function sum(row: Map<string, number>): number {
  return [...row.values()].reduce((all, count) => all + count, 0);
}

/** A verse ends at its mark, which is a token too: the table learns where a line stops. */
function tangLines(): string[][] {
  return tangText.split('\n\n').map((poem) => [...poem.replace(/\s/g, '')]);
}

function bardLines(): string[][] {
  const spoken = bardText.split('\n').filter((line) => line !== '' && !line.endsWith(':'));
  return spoken.map((line) => line.toLowerCase().match(/[a-z]+(?:['’][a-z]+)*|[,.;:!?]/g) ?? []);
}
