/** What can be chosen in the lab, what is kept of it, and how the race is read. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import { type RacePoint, type Runner, SIZES } from './contract.ts';
import { DATA_NAMES, type DataName, MODEL_NAMES, MODELS, type ModelName, YEARS } from './prices.ts';

export interface CostChoices {
  year: number;
  model: ModelName;
  data: DataName;
  /** Share of a chip's peak that training gets out of it. */
  used: number;
  seed: number;
  guess: number | undefined;
}

const GUESSES = 4;
const SECONDS_PER_YEAR = 365.25 * 86_400;

export const LINK: LabLink<CostChoices> = {
  lab: 'cost-machine',
  fields: { year: 'setting', model: 'setting', data: 'setting', used: 'setting', seed: 'setting', guess: 'own' },
};

export function firstChoices(): CostChoices {
  return { year: 2020, model: 'gpt3-175b', data: 'raw', used: 0.3, seed: 1, guess: undefined };
}

/** The speed on the largest matrix, in GFLOP/s; undefined when it was not measured. */
export function finalSpeed(points: readonly RacePoint[], runner: Runner): number | undefined {
  return points.find((point) => point.runner === runner && point.size === SIZES.at(-1))?.gflops;
}

/** How many times as fast as plain JavaScript; undefined until both were measured. */
export function speedup(points: readonly RacePoint[], runner: Runner = 'wasm'): number | undefined {
  const [plain, fast] = [finalSpeed(points, 'js'), finalSpeed(points, runner)];
  return plain === undefined || fast === undefined ? undefined : fast / plain;
}

export function fastest(points: readonly RacePoint[]): RacePoint | undefined {
  return points.reduce<RacePoint | undefined>(
    (best, point) => (best && best.gflops >= point.gflops ? best : point),
    undefined,
  );
}

/** Years that this many GFLOP/s, without a pause, take for a model's training. */
export function yearsFor(model: ModelName, gflops: number): number {
  return MODELS[model] / (gflops * 1e9) / SECONDS_PER_YEAR;
}

/** Which of the choices of the prediction a ratio is: about the same, 2–5, 5–15, more. */
export function choiceOfSpeedup(ratio: number): number {
  return ratio < 2 ? 0 : ratio < 5 ? 1 : ratio < 15 ? 2 : 3;
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): CostChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    year: YEARS.find((year) => year === fields.year) ?? first.year,
    model: oneOf(fields.model, MODEL_NAMES, first.model),
    data: oneOf(fields.data, DATA_NAMES, first.data),
    used: numberIn(fields.used, 0.05, 1, first.used),
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, GUESSES - 1, 0)) : undefined,
  };
}
