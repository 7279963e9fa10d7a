/** From measurements to a choice: what an answer costs all in, when a training has paid for itself, what is worth most. Pure. */
import { numberIn, record } from '../parts/persisted.ts';
import {
  type BenchSetting,
  type GivenAnswer,
  OUTCOMES,
  type Outcome,
  ROUTES,
  type Route,
  type RouteMeasure,
  type RouteSetting,
} from './contract.ts';

/** At first; with half of the handbook changed; with the weights taught again. */
export const STAGES = ['first', 'changed', 'retaught'] as const;
export type Stage = (typeof STAGES)[number];

/** What each stage asks about, what the weights know then, and by which routes it is asked. */
export const STAGE_OF: Readonly<
  Record<Stage, Pick<RouteSetting, 'edition' | 'learnt'> & { readonly routes: readonly Route[] }>
> = {
  first: { edition: 1, learnt: 1, routes: ROUTES },
  changed: { edition: 2, learnt: 1, routes: ROUTES },
  retaught: { edition: 2, learnt: 2, routes: ['tuning'] },
};

export interface Measured extends Omit<RouteMeasure, 'answers'> {
  counts: Readonly<Record<Outcome, number>>;
  total: number;
  /** Empty after a reload. */
  answers: readonly GivenAnswer[];
}

export type StageResults = Partial<Record<Route, Measured>>;

/** What was measured of one task. */
export interface Results {
  setting: BenchSetting;
  stages: Partial<Record<Stage, StageResults>>;
}

/**
 * Training goes through the weights forwards and twice as much backwards: Kaplan et al. 2020, §2.1, count 2 operations
 * per parameter and token forwards, 6 in training.
 */
const TRAINING_FACTOR = 3;
/** Routes whose worth differs by less are as good as each other: the cheaper one is taken. */
const TIE = 0.05;

export function measuredOf({ answers, ...rest }: RouteMeasure): Measured {
  const count = (outcome: Outcome) => answers.filter((answer) => answer.outcome === outcome).length;
  const counts = {
    right: count('right'),
    stale: count('stale'),
    plain: count('plain'),
    wrong: count('wrong'),
    refused: count('refused'),
  };
  return { ...rest, answers, counts, total: answers.length };
}

export function shareOf({ counts, total }: Pick<Measured, 'counts' | 'total'>, outcome: Outcome): number {
  return total === 0 ? 0 : counts[outcome] / total;
}

type Costs = Pick<Measured, 'tokens' | 'trainingTokens'>;

/** Returns characters per answer, with a training's share of them when it lasts for so many questions. */
export function allInTokens({ tokens, trainingTokens }: Costs, questions: number): number {
  return tokens + (TRAINING_FACTOR * trainingTokens) / questions;
}

/** Returns the number of questions from which a training costs less than what saves it; undefined if it never does. */
export function breakEven(trained: Costs, untrained: Costs): number | undefined {
  const saved = untrained.tokens - trained.tokens;
  const training = TRAINING_FACTOR * (trained.trainingTokens - untrained.trainingTokens);
  return saved > 0 && training > 0 ? Math.ceil(training / saved) : undefined;
}

/** Returns the mean worth of a question: right earns 1; wrong and outdated answers cost the price; the rest nothing. */
export function worthOf(measured: Measured, price: number): number {
  return shareOf(measured, 'right') - price * (shareOf(measured, 'wrong') + shareOf(measured, 'stale'));
}

/** What a decision is made by. */
export interface Terms {
  /** Right answers that one wrong answer undoes. */
  price: number;
  /** From one change of the facts to the next. */
  questions: number;
  /** The most characters that an answer may take, all in. */
  budget: number;
}

/**
 * Returns the route worth most of those within the budget; of such as are as good as it, the cheapest all in. Undefined
 * where none is worth anything.
 */
export function bestRoute(results: StageResults, { price, questions, budget }: Terms): Route | undefined {
  const rows = measuredRows(results)
    .map(({ route, measured }) => ({
      route,
      worth: worthOf(measured, price),
      cost: allInTokens(measured, questions),
    }))
    .filter(({ cost }) => cost <= budget);
  const most = Math.max(...rows.map(({ worth }) => worth));
  if (!(most > 0)) return undefined;
  const good = rows.filter(({ worth }) => worth >= most - TIE);
  return good.reduce((best, row) => (row.cost < best.cost ? row : best)).route;
}

/** The routes that were measured, in their order. */
export function measuredRows(results: StageResults): { route: Route; measured: Measured }[] {
  return ROUTES.flatMap((route) => {
    const measured = results[route];
    return measured ? [{ route, measured }] : [];
  });
}

/** Which of these routes is right most often; of equals the first. */
export function mostRight<R extends Route>(results: StageResults, among: readonly R[]): R | undefined {
  return among.reduce<R | undefined>((best, route) => {
    const [one, other] = [results[route], best && results[best]];
    return one && (!other || one.counts.right > other.counts.right) ? route : best;
  }, undefined);
}

/** Whether every route of a stage has been measured. */
export function isComplete(results: Results | undefined, stage: Stage): boolean {
  const found = results?.stages[stage];
  return found !== undefined && STAGE_OF[stage].routes.every((route) => found[route] !== undefined);
}

/** Returns the stage to be measured again: the later ones build on a whole first one with the same setting. */
export function stageToRepeat(stage: Stage, results: Results | undefined, setting: BenchSetting): Stage {
  const hasFirst = results !== undefined && sameSetting(results.setting, setting) && isComplete(results, 'first');
  return hasFirst ? stage : 'first';
}

export function sameSetting(one: BenchSetting, other: BenchSetting): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Results as JSON: counts, but not the answers. */
export function packResults({ setting, stages }: Results): unknown {
  const packed = (results: StageResults) =>
    Object.fromEntries(measuredRows(results).map(({ route, measured }) => [route, { ...measured, answers: [] }]));
  return {
    setting,
    stages: Object.fromEntries(Object.entries(stages).map(([stage, results]) => [stage, packed(results)])),
  };
}

/** Returns sound results from unknown JSON, without their answers; undefined when damaged. */
export function readResults(json: unknown, readSetting: (json: unknown) => BenchSetting): Results | undefined {
  const fields = record(json);
  const stored = record(fields?.stages);
  if (!fields || !stored) return undefined;
  const stages: Results['stages'] = {};
  for (const stage of STAGES) {
    const routes = readStage(stored[stage]);
    if (routes) stages[stage] = routes;
  }
  return stages.first ? { setting: readSetting(fields.setting), stages } : undefined;
}

function readStage(json: unknown): StageResults | undefined {
  const routes = record(json);
  if (!routes) return undefined;
  const results: StageResults = {};
  for (const route of ROUTES) {
    const measured = readMeasured(routes[route]);
    if (measured) results[route] = measured;
  }
  return results;
}

function readMeasured(json: unknown): Measured | undefined {
  const fields = record(json);
  const counts = record(fields?.counts);
  if (!fields || !counts) return undefined;
  const number = (value: unknown) => numberIn(value, 0, Number.MAX_SAFE_INTEGER, 0);
  const [right, stale, plain, wrong, refused] = OUTCOMES.map((outcome) => number(counts[outcome])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const total = right + stale + plain + wrong + refused;
  if (total === 0) return undefined;
  return {
    counts: { right, stale, plain, wrong, refused },
    total,
    tokens: number(fields.tokens),
    answerMs: number(fields.answerMs),
    trainingTokens: number(fields.trainingTokens),
    trainingMs: number(fields.trainingMs),
    pasted: number(fields.pasted),
    answers: [],
  };
}
