/** Numbers measured in earlier labs that this browser still has. */

import { readChoices as readDecisionChoices, settingOf } from '../decision-bench/choices.ts';
import { ROUTES, type Route } from '../decision-bench/contract.ts';
import { allInTokens, bestRoute, mostRight, readResults } from '../decision-bench/decide.ts';
import { readRows, talliesOf } from '../mitigation-bench/rows.ts';
import { readMeasured } from '../parts/measured.ts';
import { persisted, record } from '../parts/persisted.ts';

export const EARLIER_LABS = ['known-world', 'mitigation-bench', 'decision-bench', 'write-eval'] as const;
export type EarlierLab = (typeof EARLIER_LABS)[number];

/** Where each is done. */
export const LESSON_OF: Readonly<Record<EarlierLab, string>> = {
  'known-world': 'why-hallucinate',
  'mitigation-bench': 'reduce-hallucination',
  'decision-bench': 'prompt-rag-or-finetune',
  'write-eval': 'measure-an-ai-feature',
};

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** The route taken to a question about facts: the one advised on the learner's terms, else the one right most often. */
interface RouteTaken {
  route: Route;
  right: number;
  total: number;
  /** Characters' worth of computing per answer, a training's share included when it lasts for so many questions. */
  tokens: number;
  questions: number;
  /** Per answer, on average. */
  answerMs: number;
}

/** As far as there is some. */
export interface Earlier {
  knownWorld?: { wrong: number; right: number };
  bench?: { wrong: number; total: number };
  decision?: RouteTaken;
  writeEval?: { wrong: number; total: number };
}

export function findEarlier(store?: Store): Earlier {
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
  const decision = findRouteTaken(store);
  if (decision) earlier.decision = decision;
  const { cases, first, second } = readMeasured('write-eval', store);
  if (cases !== undefined && cases > 0 && first !== undefined && second !== undefined) {
    earlier.writeEval = { wrong: Math.round(cases * (1 - Math.max(first, second))), total: cases };
  }
  return earlier;
}

function findRouteTaken(store?: Store): RouteTaken | undefined {
  const any = (key: string) => persisted<unknown>(key, (json) => json, undefined, store).read();
  const terms = readDecisionChoices(any('glassbox.decision-bench'));
  const kept = record(any('glassbox.decision-bench.results'))?.facts;
  const routes = readResults(kept, (json) => settingOf(readDecisionChoices(json)))?.stages.first;
  const route = routes && (bestRoute(routes, terms) ?? mostRight(routes, ROUTES));
  const measured = route && routes[route];
  if (!measured) return undefined;
  const { counts, total, answerMs } = measured;
  const { questions } = terms;
  return { route, right: counts.right, total, tokens: allInTokens(measured, questions), questions, answerMs };
}
