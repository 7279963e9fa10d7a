/** What the learner may choose, what survives a reload, and what is read off votes and runs. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { METHODS, type Method, type Pair, type PolicyPoint, type ScoredText, type Vote } from './contract.ts';
import { TASTE_IDS, type TasteId } from './taste.ts';

export const PAIRS_FIRST = 12;
export const PAIRS_MORE = 8;
/** With fewer the first third could not be kept for the test. */
export const LEAST_VOTES = 3;
export const EXTRAS = [0, 60, 240, 960] as const;
export const BETAS = [0, 0.02, 0.05, 0.1, 0.2, 0.5] as const;
export const STEPS = [4, 24, 64, 96] as const;
/** The leash of the run that is compared with none. */
export const LEASH = 0.1;
/** Own votes alone are few: more steps would only learn them by heart. */
const REWARD_STEPS: Readonly<Record<number, number>> = { 0: 24, 60: 24, 240: 32, 960: 40 };
const LEAST_REWARD_STEPS = 24;
/** Points by which two runs must differ to be called different. */
const SAME_WITHIN = 0.3;
const MOST_RUNS = 8;
/** Pairs and votes of so many seeds are kept. */
const MOST_BALLOTS = 6;

export interface AnnotatorChoices {
  readonly guess: number | undefined;
  readonly seed: number;
  readonly backend: BackendChoice;
  /** Chosen by hand; else the one that fits the votes best. */
  readonly taste: TasteId | undefined;
  readonly extra: number;
  readonly method: Method;
  readonly beta: number;
  readonly steps: number;
}

/** Pairs and what was said of the first of them. */
export interface Ballot {
  readonly seed: number;
  readonly pairs: readonly Pair[];
  readonly votes: readonly Vote[];
}

/** One finished run, kept for comparison. */
export interface FinishedRun {
  readonly method: Method;
  readonly beta: number;
  readonly steps: number;
  readonly seed: number;
  readonly stopped: boolean;
  /** Which reward model paid for it: when that was made, in milliseconds since 1970. Unknown of runs kept by an older page. */
  readonly rewardModel: number | undefined;
  /** Whether the leash was moved on the way; `beta` is where it ended. */
  readonly pulled: boolean;
  readonly before: { readonly reward: number; readonly truth: number };
  readonly after: { readonly reward: number; readonly truth: number; readonly kl: number; readonly distinct: number };
  readonly points: readonly PolicyPoint[];
  readonly samplesBefore: readonly ScoredText[];
  readonly samplesAfter: readonly ScoredText[];
}

export const LINK: LabLink<AnnotatorChoices> = {
  lab: 'annotator',
  fields: {
    guess: 'own',
    seed: 'setting',
    backend: 'own',
    taste: 'setting',
    extra: 'setting',
    method: 'setting',
    beta: 'setting',
    steps: 'setting',
  },
};

export function firstChoices(): AnnotatorChoices {
  return {
    guess: undefined,
    seed: 1,
    backend: 'auto',
    taste: undefined,
    extra: 960,
    method: 'ppo',
    beta: LEASH,
    steps: 64,
  };
}

/** What was stored or sent, field by field; whatever is damaged is as at first. */
export function readChoices(json: unknown): AnnotatorChoices {
  const first = firstChoices();
  const from = record(json);
  return {
    guess: typeof from?.guess === 'number' && [0, 1, 2].includes(from.guess) ? from.guess : undefined,
    seed: Math.round(numberIn(from?.seed, 0, 999_999, first.seed)),
    backend: oneOf(from?.backend, ['auto', 'wasm', 'webgpu', 'cpu'], first.backend),
    taste: TASTE_IDS.find((id) => id === from?.taste),
    extra: EXTRAS.find((extra) => extra === from?.extra) ?? first.extra,
    method: oneOf(from?.method, METHODS, first.method),
    beta: BETAS.find((beta) => beta === from?.beta) ?? first.beta,
    steps: STEPS.find((steps) => steps === from?.steps) ?? first.steps,
  };
}

export const EMPTY_BALLOT: Ballot = { seed: -1, pairs: [], votes: [] };

export function readBallot(json: unknown): Ballot | undefined {
  const from = record(json);
  if (typeof from?.seed !== 'number' || !Array.isArray(from.pairs) || !Array.isArray(from.votes)) return undefined;
  const pairs = from.pairs.filter(isPair);
  const votes = from.votes.filter((vote): vote is Vote => vote === 0 || vote === 1 || vote === 'tie');
  if (pairs.length !== from.pairs.length || votes.length > pairs.length) return undefined;
  return { seed: from.seed, pairs, votes };
}

/** Ballots of several seeds; one alone is how they were kept before. Damaged ones are left out. */
export function readBallots(json: unknown): Ballot[] {
  return (Array.isArray(json) ? json : [json]).flatMap((one: unknown) => readBallot(one) ?? []);
}

/** The ballot first, and the others that have votes: another seed, by hand or by a link, costs nobody theirs. */
export function withBallot(ballots: readonly Ballot[], ballot: Ballot): Ballot[] {
  const others = ballots.filter(({ seed, votes }) => seed !== ballot.seed && votes.length > 0);
  return [ballot, ...others].slice(0, MOST_BALLOTS);
}

export function readRuns(json: unknown): FinishedRun[] | undefined {
  if (!Array.isArray(json) || !json.every(isRun)) return undefined;
  return json.map((run) => ({ ...run, pulled: run.pulled === true, rewardModel: run.rewardModel }));
}

/** The newest first; only so many are kept. */
export function withRun(runs: readonly FinishedRun[], run: FinishedRun): FinishedRun[] {
  return [run, ...runs].slice(0, MOST_RUNS);
}

/** How many of the learner's clear votes a taste would have cast the same; pairs it finds equal are left out. */
export function agreementWith(taste: TasteId, { pairs, votes }: Ballot): { right: number; total: number } {
  const cast = votes.flatMap((vote, i) => {
    const points = pairs[i]?.points[taste];
    if (vote === 'tie' || !points || points[0] === points[1]) return [];
    return [(points[0] > points[1] ? 0 : 1) === vote];
  });
  return { right: cast.filter(Boolean).length, total: cast.length };
}

/** The taste that agrees with most votes; the first one when none stands out. */
export function nearestTaste(ballot: Ballot): TasteId {
  const surplus = (id: TasteId) => {
    const { right, total } = agreementWith(id, ballot);
    return right - total / 2;
  };
  return TASTE_IDS.reduce((best, id) => (surplus(id) > surplus(best) ? id : best), TASTE_IDS[0]);
}

export function rewardSteps(extra: number): number {
  return REWARD_STEPS[extra] ?? LEAST_REWARD_STEPS;
}

/** Which answer of the prediction came true: 0 without the leash more points, 1 the same, 2 fewer. */
export function choiceOfGap(leashed: number, free: number): number {
  const gap = free - leashed;
  if (Math.abs(gap) <= SAME_WITHIN) return 1;
  return gap > 0 ? 0 : 2;
}

/** The last run with PPO and a leash, and the last without, paid by one reward model, of the same seed and length. */
export function comparedRuns(runs: readonly FinishedRun[]): { leashed: FinishedRun; free: FinishedRun } | undefined {
  const fair = runs.filter(
    ({ method, stopped, pulled, rewardModel }) => method === 'ppo' && !stopped && !pulled && rewardModel !== undefined,
  );
  const free = fair.find(({ beta }) => beta === 0);
  if (!free) return undefined;
  const leashed = fair.find(
    ({ beta, seed, steps, rewardModel }) =>
      beta > 0 && seed === free.seed && steps === free.steps && rewardModel === free.rewardModel,
  );
  return leashed && { leashed, free };
}

/** Whether PPO was finished with a leash and without, but no two of the runs can be compared. */
export function isIncomparable(runs: readonly FinishedRun[]): boolean {
  const whole = runs.filter(({ method, stopped }) => method === 'ppo' && !stopped);
  const leashed = whole.some(({ beta, pulled }) => beta > 0 || pulled);
  const free = whole.some(({ beta, pulled }) => beta === 0 && !pulled);
  return leashed && free && comparedRuns(runs) === undefined;
}

function isPair(json: unknown): json is Pair {
  const from = record(json);
  const points = record(from?.points);
  return (
    typeof from?.prompt === 'string' &&
    isTwo(from.texts, 'string') &&
    TASTE_IDS.every((id) => isTwo(points?.[id], 'number'))
  );
}

function isTwo(json: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(json) && json.length === 2 && json.every((one) => typeof one === type);
}

function isRun(json: unknown): json is FinishedRun {
  const from = record(json);
  const [before, after] = [record(from?.before), record(from?.after)];
  return (
    METHODS.some((method) => method === from?.method) &&
    [
      from?.beta,
      from?.steps,
      from?.seed,
      before?.reward,
      before?.truth,
      after?.reward,
      after?.truth,
      after?.kl,
      after?.distinct,
    ].every((value) => typeof value === 'number') &&
    ['number', 'undefined'].includes(typeof from?.rewardModel) &&
    [from?.points, from?.samplesBefore, from?.samplesAfter].every((list) => Array.isArray(list))
  );
}
