/** What is switched at the bench: read from a link or from the last visit, and checked. Pure. */
import { type BookSetting, SEARCHES, type Setting, WEIGHTS, type Weights } from '../closed-world/contract.ts';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';

/** Questions of each kind; about as many withheld facts as the last were kept for asking. */
export const SIZES = [10, 20, 34] as const;
export const MOST_PASSAGES = 2;
/** The most characters of an answer; 0 for no limit. */
export const LIMITS = [0, 4, 2] as const;
export const BOOK_PASSAGES = 20;
export const STEPS = { least: 10, most: 150, step: 10 } as const;
/** How many right answers one wrong answer undoes. */
export const PRICES = [1, 2, 3, 5, 10] as const;
const CHOICES_OF_GUESS = 3;

export interface BenchChoices {
  guess: number | undefined;
  weights: Weights;
  trainSteps: number;
  caution: boolean;
  passages: number;
  inFull: boolean;
  limit: number;
  useBook: boolean;
  book: BookSetting;
  complete: boolean;
  price: number;
  perKind: number;
  seed: number;
  backend: BackendChoice;
}

export const LINK: LabLink<BenchChoices> = {
  lab: 'mitigation-bench',
  fields: {
    guess: 'own',
    weights: 'setting',
    trainSteps: 'setting',
    caution: 'setting',
    passages: 'setting',
    inFull: 'setting',
    limit: 'setting',
    useBook: 'setting',
    book: 'setting',
    complete: 'setting',
    price: 'setting',
    perKind: 'setting',
    seed: 'setting',
    backend: 'own',
  },
};

/** The first remedy anybody thinks of is switched on. */
export function firstChoices(): BenchChoices {
  return {
    guess: undefined,
    weights: 'sft',
    trainSteps: 60,
    caution: true,
    passages: 0,
    inFull: false,
    limit: 0,
    useBook: false,
    book: { search: 'both', passages: 5, threshold: 0.4 },
    complete: true,
    price: 3,
    perKind: 20,
    seed: 1,
    backend: 'auto',
  };
}

/** Returns sound choices from unknown JSON: what is missing or damaged is as at first. */
export function readChoices(json: unknown): BenchChoices {
  const fields = record(json) ?? {};
  const book = record(fields.book) ?? {};
  const first = firstChoices();
  const bool = (value: unknown, fallback: boolean) => (typeof value === 'boolean' ? value : fallback);
  const whole = (value: unknown, least: number, most: number, fallback: number) =>
    Math.round(numberIn(value, least, most, fallback));
  return {
    guess: typeof fields.guess === 'number' ? whole(fields.guess, 0, CHOICES_OF_GUESS - 1, 0) : undefined,
    weights: oneOf(fields.weights, WEIGHTS, first.weights),
    trainSteps: whole(fields.trainSteps, STEPS.least, STEPS.most, first.trainSteps),
    caution: bool(fields.caution, first.caution),
    passages: whole(fields.passages, 0, MOST_PASSAGES, first.passages),
    inFull: bool(fields.inFull, first.inFull),
    limit: LIMITS.find((limit) => limit === fields.limit) ?? first.limit,
    useBook: bool(fields.useBook, first.useBook),
    book: {
      search: oneOf(book.search, SEARCHES, first.book.search),
      passages: whole(book.passages, 1, BOOK_PASSAGES, first.book.passages),
      threshold: numberIn(book.threshold, 0, 1, first.book.threshold),
    },
    complete: bool(fields.complete, first.complete),
    price: PRICES.find((price) => price === fields.price) ?? first.price,
    perKind: SIZES.find((size) => size === fields.perKind) ?? first.perKind,
    seed: whole(fields.seed, 0, 999_999, first.seed),
    backend: oneOf(fields.backend, BACKEND_CHOICES, first.backend),
  };
}

/** Returns what the worker is asked to measure. What a switch makes meaningless is left at its plainest. */
export function settingOf(choices: BenchChoices): Setting {
  const { weights, trainSteps, caution, passages, inFull, limit, useBook, book, complete, perKind, seed } = choices;
  if (useBook) return { ...plainSetting(choices), book, complete };
  const trained = weights === 'refusal' || weights === 'facts';
  return {
    weights,
    trainSteps: trained ? trainSteps : 0,
    caution,
    passages,
    inFull,
    limit,
    book: undefined,
    complete: passages > 0 ? complete : true,
    perKind,
    seed,
  };
}

/** The model as it is, with the same questions. */
export function plainSetting({ perKind, seed }: Pick<Setting, 'perKind' | 'seed'>): Setting {
  return {
    weights: 'sft',
    trainSteps: 0,
    caution: false,
    passages: 0,
    inFull: false,
    limit: 0,
    book: undefined,
    complete: true,
    perKind,
    seed,
  };
}

/** Which choice of the prediction a loss in percentage points is: under 5, up to 20, above. */
export function choiceOfLoss(points: number): number {
  return points < 5 ? 0 : points <= 20 ? 1 : 2;
}

/** What is handed in for the experiment. */
export function handInText({ search, passages, threshold }: BookSetting): string {
  return JSON.stringify({ search, passages, threshold });
}
