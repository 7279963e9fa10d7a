/** What can be chosen in the lab, what is kept, and how many cases it takes. Pure. */
import type { Locale } from '@glassbox/quiz';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import { type PowerPoint, SEARCHES, type SystemSettings, THRESHOLDS } from './contract.ts';
import { type EvalCase, readyCases } from './ready-cases.ts';

/** As many as the server takes. */
export const MOST_CASES = 200;
export const CASE_STOPS: readonly number[] = [10, 20, 30, 50, 75, 100, 150, 200, 300, 400];
/** A difference that shows in nine of ten redraws is one to rely on. */
export const SURE_SHARE = 0.9;
const FIRST_CASES = 12;
const LONGEST = { question: 200, answer: 80 };

export interface WriteEvalChoices {
  cases: readonly EvalCase[];
  first: SystemSettings;
  second: SystemSettings;
  /** Place in CASE_STOPS. */
  stop: number;
  seed: number;
  guess: number | undefined;
}

export const LINK: LabLink<WriteEvalChoices> = {
  lab: 'write-eval',
  fields: { cases: 'own', first: 'setting', second: 'setting', stop: 'setting', seed: 'setting', guess: 'own' },
};

export function firstChoices(locale: Locale): WriteEvalChoices {
  return {
    cases: readyCases(locale).slice(0, FIRST_CASES),
    first: { search: 'words', threshold: 0.4 },
    second: { search: 'both', threshold: 0.4 },
    stop: 1,
    seed: 1,
    guess: undefined,
  };
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown, locale: Locale): WriteEvalChoices {
  const fields = record(json) ?? {};
  const first = firstChoices(locale);
  const cases = Array.isArray(fields.cases) ? fields.cases.flatMap(readCase).slice(0, MOST_CASES) : [];
  return {
    cases: cases.length > 0 ? cases : first.cases,
    first: readSystem(fields.first, first.first),
    second: readSystem(fields.second, first.second),
    stop: Math.round(numberIn(fields.stop, 0, CASE_STOPS.length - 1, first.stop)),
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 3, 0)) : undefined,
  };
}

/** Returns the ready cases that are not in the set yet. */
export function unusedReady(cases: readonly EvalCase[], locale: Locale): EvalCase[] {
  const used = new Set(cases.map(({ question }) => question));
  return readyCases(locale).filter(({ question }) => !used.has(question));
}

/** Returns the fewest cases of which nine of ten redraws show the difference. */
export function casesNeeded(power: readonly PowerPoint[]): number | undefined {
  return power.find(({ share }) => share >= SURE_SHARE)?.cases;
}

/** Which of the lab's choices a number of cases is. */
export function choiceOfNeeded(needed: number | undefined): number {
  if (needed === undefined || needed > 200) return 3;
  return needed <= 20 ? 0 : needed <= 75 ? 1 : 2;
}

function readCase(json: unknown): EvalCase[] {
  const fields = record(json);
  if (typeof fields?.question !== 'string') return [];
  const answer = typeof fields.answer === 'string' ? fields.answer.slice(0, LONGEST.answer) : null;
  return [{ question: fields.question.slice(0, LONGEST.question), answer }];
}

function readSystem(json: unknown, first: SystemSettings): SystemSettings {
  const fields = record(json) ?? {};
  return {
    search: oneOf(fields.search, SEARCHES, first.search),
    threshold: THRESHOLDS.find((threshold) => threshold === fields.threshold) ?? first.threshold,
  };
}
