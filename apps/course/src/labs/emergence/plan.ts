/** What can be chosen in the lab, what is kept, and what the sweeps say. Pure. */
import type { SweepPoint, SweepResults } from '@glassbox/core/emergence';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { ADDITIONS, type Addition } from './contract.ts';

/** Whole answers, or digit by digit. */
export const RULERS = ['whole', 'digit'] as const;
export type Ruler = (typeof RULERS)[number];

export const MEASURE_OF: Readonly<Record<Ruler, string>> = { whole: 'exactMatch', digit: 'tokenAccuracy' };
/** What independent digits would give; see `scoreOutputs`. */
export const INDEPENDENT = 'independentExactMatch';

/** Small enough to be trained while one waits. */
export const TRAINED_SIZES = ['1 × 8', '1 × 16', '2 × 32', '2 × 48'] as const;
/** The size that the prediction is about. */
export const PREDICTED_SIZE = '1 × 16';
export const PATTERN_SEEDS: readonly number[] = [1, 2, 3];
const MOST_OWN = 12;
const LARGEST_SEED = 999_999;

/** A point of the learner's own. */
export interface OwnPoint {
  addition: Addition;
  size: string;
  seed: number;
  whole: number;
  digit: number;
}

export interface EmergenceChoices {
  addition: Addition;
  ruler: Ruler;
  size: (typeof TRAINED_SIZES)[number];
  seed: number;
  patternSeed: number;
  backend: BackendChoice;
  guess: number | undefined;
  opened: boolean;
  own: readonly OwnPoint[];
}

export const LINK: LabLink<EmergenceChoices> = {
  lab: 'emergence',
  fields: {
    addition: 'setting',
    ruler: 'setting',
    size: 'setting',
    seed: 'setting',
    patternSeed: 'setting',
    backend: 'own',
    guess: 'own',
    opened: 'own',
    own: 'own',
  },
};

export function firstChoices(): EmergenceChoices {
  return {
    addition: 'addition',
    ruler: 'whole',
    size: PREDICTED_SIZE,
    seed: 7,
    patternSeed: 1,
    backend: 'auto',
    guess: undefined,
    opened: false,
    own: [],
  };
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): EmergenceChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    addition: oneOf(fields.addition, ADDITIONS, first.addition),
    ruler: oneOf(fields.ruler, RULERS, first.ruler),
    size: oneOf(fields.size, TRAINED_SIZES, first.size),
    seed: Math.round(numberIn(fields.seed, 0, LARGEST_SEED, first.seed)),
    patternSeed: PATTERN_SEEDS.find((seed) => seed === fields.patternSeed) ?? first.patternSeed,
    backend: oneOf(fields.backend, BACKEND_CHOICES, 'auto'),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 3, 0)) : undefined,
    opened: fields.opened === true,
    own: Array.isArray(fields.own) ? fields.own.flatMap(readOwn).slice(-MOST_OWN) : [],
  };
}

function readOwn(json: unknown): OwnPoint[] {
  const fields = record(json) ?? {};
  const size = TRAINED_SIZES.find((name) => name === fields.size);
  const [whole, digit] = [numberIn(fields.whole, 0, 1, -1), numberIn(fields.digit, 0, 1, -1)];
  if (size === undefined || whole < 0 || digit < 0) return [];
  const seed = Math.round(numberIn(fields.seed, 0, LARGEST_SEED, 0));
  return [{ addition: oneOf(fields.addition, ADDITIONS, 'addition'), size, seed, whole, digit }];
}

/** Returns the list with a point added; one of the same task, size and seed is replaced. */
export function withOwn(own: readonly OwnPoint[], point: OwnPoint): OwnPoint[] {
  const isSame = (one: OwnPoint) =>
    one.addition === point.addition && one.size === point.size && one.seed === point.seed;
  return [...own.filter((one) => !isSame(one)), point].slice(-MOST_OWN);
}

/** What one size of a sweep reached: one value per seed, and their mean. */
export interface Reached {
  size: string;
  parameterCount: number;
  values: readonly { seed: number; value: number }[];
  mean: number;
}

/** Returns what each size reached at a step, the last unless told otherwise, from small to large. */
export function reachedBySize(results: SweepResults, measure: string, step = lastStep(results)): Reached[] {
  return results.settings.sizes.map(({ name }) => {
    const points = results.points.filter((point) => point.size === name && point.step === step);
    const values = points.map(({ seed, measures }) => ({ seed, value: measures[measure] ?? Number.NaN }));
    const mean = meanOf(values.map(({ value }) => value));
    return { size: name, parameterCount: points[0]?.parameterCount ?? 0, values, mean };
  });
}

/** Returns `measure.N` at the last step for each N that the points have: means over seeds with their standard errors. */
export function byNumber(results: SweepResults, measure: string): { x: number; y: number; error: number }[] {
  const last = results.points.filter(({ step }) => step === lastStep(results));
  const numbers = Object.keys(last[0]?.measures ?? {})
    .filter((name) => name.startsWith(`${measure}.`))
    .map((name) => Number(name.slice(measure.length + 1)));
  return numbers
    .sort((a, b) => a - b)
    .map((x) => {
      const values = last.map(({ measures }) => measures[`${measure}.${x}`] ?? Number.NaN);
      return { x, y: meanOf(values), error: standardError(values) };
    });
}

/** Returns a measure of one run while it learns. */
export function whileLearning(
  { points }: SweepResults,
  { size, seed, measure }: { size: string; seed: number; measure: string },
): { x: number; y: number }[] {
  return points
    .filter((point) => point.size === size && point.seed === seed)
    .map(({ step, measures }) => ({ x: step, y: measures[measure] ?? Number.NaN }));
}

export function ownOf(addition: Addition, { size, seed, measures }: SweepPoint): OwnPoint {
  const { exactMatch = Number.NaN, tokenAccuracy = Number.NaN } = measures;
  return { addition, size, seed, whole: exactMatch, digit: tokenAccuracy };
}

/** Which of the choices of the prediction a share of right digits is: about 1, 10, 50 or 90 in a hundred. */
export function choiceOfShare(share: number): number {
  if (share < 0.05) return 0;
  if (share < 0.3) return 1;
  return share < 0.75 ? 2 : 3;
}

function lastStep({ settings }: SweepResults): number {
  return settings.steps.at(-1) ?? 0;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: readonly number[]): number {
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return Math.sqrt(variance / values.length);
}
