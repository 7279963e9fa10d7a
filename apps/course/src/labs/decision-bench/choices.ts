/** What is chosen at the bench: read from a link or from the last visit, and checked. Pure. */
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { type BenchSetting, TASKS } from './contract.ts';

/** Of the handbook; about as many withheld facts as no training asked for. */
export const ENTRIES = [5, 15, 34] as const;
export const PASSAGES = [1, 2, 3] as const;
export const STEPS = { least: 10, most: 120, step: 10 } as const;
/** Questions from one change of the handbook to the next. */
export const QUESTIONS = [10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;
/** The most characters' worth of computing that an answer may take, all in. */
export const BUDGETS = [25, 50, 100, 1_000, 10_000] as const;
/** How many right answers one wrong answer undoes. */
export const PRICES = [0, 1, 3, 10] as const;
const LARGEST_SEED = 999_999;
/** The routes one can bet on. */
export const BETS = ['prompt', 'retrieval', 'tuning'] as const;

export interface DecisionChoices extends BenchSetting {
  guess: number | undefined;
  questions: number;
  price: number;
  budget: number;
  backend: BackendChoice;
}

export const LINK: LabLink<DecisionChoices> = {
  lab: 'decision-bench',
  fields: {
    task: 'setting',
    entries: 'setting',
    passages: 'setting',
    steps: 'setting',
    seed: 'setting',
    guess: 'own',
    questions: 'setting',
    price: 'setting',
    budget: 'setting',
    backend: 'own',
  },
};

export function firstChoices(): DecisionChoices {
  return {
    guess: undefined,
    task: 'facts',
    entries: 34,
    passages: 1,
    steps: 40,
    questions: 1_000,
    price: 3,
    budget: 100,
    seed: 1,
    backend: 'auto',
  };
}

/** Returns sound choices from unknown JSON: what is missing or damaged is as at first. */
export function readChoices(json: unknown): DecisionChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  const among = (value: unknown, allowed: readonly number[], fallback: number) =>
    allowed.find((one) => one === value) ?? fallback;
  const whole = (value: unknown, least: number, most: number, fallback: number) =>
    Math.round(numberIn(value, least, most, fallback));
  return {
    guess: typeof fields.guess === 'number' ? whole(fields.guess, 0, BETS.length - 1, 0) : undefined,
    task: oneOf(fields.task, TASKS, first.task),
    entries: among(fields.entries, ENTRIES, first.entries),
    passages: among(fields.passages, PASSAGES, first.passages),
    steps: whole(fields.steps, STEPS.least, STEPS.most, first.steps),
    questions: among(fields.questions, QUESTIONS, first.questions),
    price: among(fields.price, PRICES, first.price),
    budget: among(fields.budget, BUDGETS, first.budget),
    seed: whole(fields.seed, 0, LARGEST_SEED, first.seed),
    backend: oneOf(fields.backend, BACKEND_CHOICES, first.backend),
  };
}

/** Returns all that a measurement depends on. */
export function settingOf({ task, entries, passages, steps, seed }: DecisionChoices): BenchSetting {
  return { task, entries, passages, steps, seed };
}
