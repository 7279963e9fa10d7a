/** Numbers measured in earlier labs that this browser still has. */

import { readRows, talliesOf } from '../mitigation-bench/rows.ts';
import { readMeasured } from '../parts/measured.ts';
import { persisted } from '../parts/persisted.ts';

export const EARLIER_LABS = ['known-world', 'mitigation-bench', 'write-eval'] as const;
export type EarlierLab = (typeof EARLIER_LABS)[number];

/** Where each is done. */
export const LESSON_OF: Readonly<Record<EarlierLab, string>> = {
  'known-world': 'why-hallucinate',
  'mitigation-bench': 'reduce-hallucination',
  'write-eval': 'measure-an-ai-feature',
};

/** Shares, as far as there are some. */
export interface Earlier {
  knownWorld?: { wrong: number; right: number };
  bench?: { wrong: number; total: number };
  writeEval?: { wrong: number; total: number };
}

export function findEarlier(store?: Pick<Storage, 'getItem' | 'setItem'>): Earlier {
  const earlier: Earlier = {};
  const world = readMeasured('known-world', store);
  const { withheldWrong, knownRight } = world;
  if (withheldWrong !== undefined && knownRight !== undefined) {
    earlier.knownWorld = { wrong: withheldWrong / 100, right: knownRight / 100 };
  }
  const last = readRows(persisted<unknown>('glassbox.mitigation-bench.rows', (json) => json, [], store).read()).at(-1);
  if (last) {
    const kinds = talliesOf(last);
    earlier.bench = {
      wrong: kinds.reduce((sum, { wrong }) => sum + wrong.count, 0),
      total: kinds.reduce((sum, { total }) => sum + total, 0),
    };
  }
  const { cases, first, second } = readMeasured('write-eval', store);
  if (cases !== undefined && cases > 0 && first !== undefined && second !== undefined) {
    earlier.writeEval = { wrong: Math.round(cases * (1 - Math.max(first, second))), total: cases };
  }
  return earlier;
}
