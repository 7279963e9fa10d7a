/** What can be chosen in the lab, what is kept, and what the runs say. Pure. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { isListOf, isNumber, isText } from '../parts/kept-result.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import type { HeadStartEvent, HeadStartSetting, Start } from './contract.ts';

export const SIZES = ['quick', 'full'] as const;
export type Size = (typeof SIZES)[number];

/** How many examples of the new kind are given. */
export const COUNTS: Readonly<Record<Size, readonly number[]>> = { quick: [64], full: [8, 32, 128, 512] };
/** As it should be, and ten times too large. */
export const RATES: readonly number[] = [1, 10];
/** Looks of one run, from step 0 to 120. */
export const LOOK_STEPS: readonly number[] = Array.from({ length: 13 }, (_, look) => 10 * look);

export interface HeadStartChoices {
  size: Size;
  rate: number;
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
}

export const LINK: LabLink<HeadStartChoices> = {
  lab: 'head-start',
  fields: { size: 'setting', rate: 'setting', seed: 'setting', backend: 'own', guess: 'own' },
};

export function firstChoices(): HeadStartChoices {
  return { size: 'full', rate: 1, seed: 1, backend: 'auto', guess: undefined };
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): HeadStartChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    size: oneOf(fields.size, SIZES, first.size),
    rate: RATES.find((rate) => rate === fields.rate) ?? first.rate,
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    backend: oneOf(fields.backend, BACKEND_CHOICES, 'auto'),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 3, 0)) : undefined,
  };
}

export function settingOf({ size, rate, seed }: HeadStartChoices, locale: Locale): HeadStartSetting {
  return { model: locale === 'zh' ? 'poet' : 'bard', counts: COUNTS[size], rate, seed };
}

/** The runs of one setting that all came to their end. */
export interface FinishedRuns {
  events: readonly HeadStartEvent[];
  parameterCount: number;
}

/** Returns finished runs from unknown JSON; undefined when a part of them is missing or damaged. */
export function readRuns(json: unknown): FinishedRuns | undefined {
  const { events, parameterCount } = record(json) ?? {};
  if (!isListOf(events, isEvent) || !isNumber(parameterCount)) return undefined;
  const kinds = new Set(events.map(({ kind }) => kind));
  return kinds.size === EVENT_KINDS.length ? { events, parameterCount } : undefined;
}

const EVENT_KINDS = ['look', 'done', 'wrote', 'old'] as const satisfies readonly HeadStartEvent['kind'][];

function isEvent(json: unknown): json is HeadStartEvent {
  const { kind, start, count, step, steps, loss, ms, texts, before, after } = record(json) ?? {};
  if (kind === 'old') return [before, after].every(isNumber);
  if (start !== 'scratch' && start !== 'head') return false;
  if (kind === 'wrote') return isListOf(texts, isText);
  if (kind === 'look') return [count, step, loss].every(isNumber);
  return kind === 'done' && [count, loss, steps, ms].every(isNumber);
}

/** A number of examples and the lowest loss that a run reached with them. */
interface Reached {
  count: number;
  loss: number;
}

/** Returns what each start reached by number of examples; with none it is the loss before any training. */
export function curveOf(events: readonly HeadStartEvent[], start: Start): Reached[] {
  const untouched = events.find((one) => one.kind === 'look' && one.start === start && one.step === 0);
  const runs = events.flatMap((one) =>
    one.kind === 'done' && one.start === start ? [{ count: one.count, loss: one.loss }] : [],
  );
  return untouched?.kind === 'look' ? [{ count: 0, loss: untouched.loss }, ...runs] : runs;
}

/** Returns the looks of the newest number of examples, for one start. */
export function looksOf(events: readonly HeadStartEvent[], start: Start): { step: number; loss: number }[] {
  const newest = events.findLast((one) => one.kind === 'look');
  if (newest?.kind !== 'look') return [];
  return events.flatMap((one) =>
    one.kind === 'look' && one.start === start && one.count === newest.count
      ? [{ step: one.step, loss: one.loss }]
      : [],
  );
}

/** What the head start saves. */
interface Saving {
  /** The most examples that were given from random weights, and what they reached. */
  given: number;
  reached: number;
  /** The fewest examples with which the checkpoint got as far or further; undefined when it never did. */
  needed: number | undefined;
}

/** Returns what was saved, once both starts have had the largest number of examples. */
export function savingOf(events: readonly HeadStartEvent[], counts: readonly number[]): Saving | undefined {
  const given = counts.at(-1);
  const scratch = curveOf(events, 'scratch').find(({ count }) => count === given);
  const head = curveOf(events, 'head');
  if (given === undefined || !scratch || !head.some(({ count }) => count === given)) return undefined;
  return { given, reached: scratch.loss, needed: head.find(({ loss }) => loss <= scratch.loss)?.count };
}

/** Which of the choices of the prediction a number of examples is: none, about 8, about 32, or more. */
export function choiceOfNeeded(needed: number | undefined): number {
  if (needed === undefined || needed > 64) return 3;
  return needed === 0 ? 0 : needed <= 8 ? 1 : 2;
}

/** Returns a range of losses that holds all points, in whole steps. */
export function lossRange(losses: readonly number[]): { range: [number, number]; ticks: number[] } {
  const low = Math.floor(Math.min(...losses, 8));
  const high = Math.ceil(Math.max(...losses, low + 1));
  return { range: [low, high], ticks: Array.from({ length: high - low + 1 }, (_, step) => low + step) };
}
