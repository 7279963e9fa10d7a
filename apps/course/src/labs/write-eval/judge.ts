/** The rule that judges an answer, the same as the server's: the expected words stand in it, or silence was expected and kept. */
import type { PairedCounts } from '@glassbox/core/hallucination';
import type { ScoredCase, Verdict } from './contract.ts';
import { HELP_PAGES } from './documents.ts';
import type { EvalCase } from './ready-cases.ts';

/** Returns the verdict on what a system said; undefined is silence. */
export function judge(said: string | undefined, expected: string | null): Verdict {
  if (said === undefined) return expected === null ? 'right' : 'refused';
  return expected !== null && bare(said).includes(bare(expected)) ? 'right' : 'wrong';
}

/** Returns how often both, one or none were right. */
export function countPairs(scored: readonly ScoredCase[]): PairedCounts {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const { first, second } of scored) {
    const [one, other] = [first.verdict === 'right', second.verdict === 'right'];
    counts[one && other ? 'both' : one ? 'onlyFirst' : other ? 'onlySecond' : 'neither'] += 1;
  }
  return counts;
}

export type CaseFlaw = 'empty' | 'twice' | 'baseless';

const KNOWN = bare(HELP_PAGES.flatMap(({ title, text }) => [title.zh, text.zh, title.en, text.en]).join('\n'));

/** Returns what makes a case useless: no question, one that stands twice, or an answer that no page holds. */
export function flawOf(cases: readonly EvalCase[], index: number): CaseFlaw | undefined {
  const one = cases[index];
  if (!one || one.question.trim().length < 2) return 'empty';
  if (cases.findIndex(({ question }) => question.trim() === one.question.trim()) < index) return 'twice';
  if (one.answer !== null && !KNOWN.includes(bare(one.answer))) return 'baseless';
  return undefined;
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
