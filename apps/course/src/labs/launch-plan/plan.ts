/** What the learner chooses and writes in the capstone, what is kept of it, and the page it becomes. Pure. */
import { numberIn, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BudgetInput } from './budget.ts';
import type { WatchSetting } from './contract.ts';
import { checksOf } from './simulate.ts';

/** The parts that nobody can compute. */
export const FIELDS = ['feature', 'harmed', 'fallback', 'metric', 'privacy', 'rollout', 'horizon'] as const;
export type Field = (typeof FIELDS)[number];
export type Texts = Readonly<Record<Field, string>>;

/** The numbers; they travel in a shared link, the texts never do. */
export interface PlanChoices extends BudgetInput, Omit<WatchSetting, 'answersPerDay'> {
  seed: number;
  guess: number | undefined;
}

export interface Section {
  title: string;
  lines: readonly string[];
}

export const CANARIES = [0.01, 0.05, 0.1, 0.25, 0.5, 1] as const;
export const WINDOWS = [1, 3, 7, 14] as const;
/** Longer texts are no longer one page. */
export const LONGEST_TEXT = 600;
/** What the question that takes the page reads at most: `MAX_FREE_TEXT_LENGTH` of @glassbox/quiz. */
export const LONGEST_PAGE = 4_000;
const MOST_ANSWERS = 10_000_000;
const MOST_CHECKED = 1_000_000;
export const MOST_CHECKS_PER_DAY = 500;
const GUESSES = 4;

export const LINK: LabLink<PlanChoices> = {
  lab: 'launch-plan',
  fields: {
    answersPerDay: 'setting',
    checked: 'setting',
    wrong: 'setting',
    limit: 'setting',
    costPerWrong: 'setting',
    canary: 'setting',
    checksPerDay: 'setting',
    before: 'setting',
    after: 'setting',
    windowDays: 'setting',
    alarmAt: 'setting',
    seed: 'setting',
    guess: 'own',
  },
};

export function firstChoices(): PlanChoices {
  return {
    answersPerDay: 1_000,
    checked: 0,
    wrong: 0,
    limit: 0.05,
    costPerWrong: 5,
    canary: 1,
    checksPerDay: 10,
    before: 0.04,
    after: 0.08,
    windowDays: 7,
    alarmAt: 0.1,
    seed: 1,
    guess: undefined,
  };
}

export function noTexts(): Texts {
  return { feature: '', harmed: '', fallback: '', metric: '', privacy: '', rollout: '', horizon: '' };
}

export function watchSettingOf(choices: PlanChoices): WatchSetting {
  const { answersPerDay, canary, checksPerDay, before, after, windowDays, alarmAt } = choices;
  return { answersPerDay, canary, checksPerDay, before, after, windowDays, alarmAt };
}

/** Whether a simulation with these settings says anything: something must be checked, and it must get worse. */
export function canWatch(setting: WatchSetting): boolean {
  return checksOf(setting) > 0 && setting.after > setting.before;
}

/** Whether these are the settings that the prediction asks about: those the lab opens with. */
export function isAsked(setting: WatchSetting): boolean {
  return JSON.stringify(setting) === JSON.stringify(watchSettingOf(firstChoices()));
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): PlanChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  const whole = (key: keyof PlanChoices, low: number, high: number) =>
    Math.round(numberIn(fields[key], low, high, first[key] ?? 0));
  const share = (key: keyof PlanChoices) => numberIn(fields[key], 0, 1, first[key] ?? 0);
  const checked = whole('checked', 0, MOST_CHECKED);
  return {
    answersPerDay: whole('answersPerDay', 1, MOST_ANSWERS),
    checked,
    wrong: Math.min(checked, whole('wrong', 0, MOST_CHECKED)),
    limit: share('limit'),
    costPerWrong: numberIn(fields.costPerWrong, 0, MOST_CHECKED, first.costPerWrong),
    canary: CANARIES.find((canary) => canary === fields.canary) ?? first.canary,
    checksPerDay: whole('checksPerDay', 1, MOST_CHECKS_PER_DAY),
    before: share('before'),
    after: share('after'),
    windowDays: WINDOWS.find((days) => days === fields.windowDays) ?? first.windowDays,
    alarmAt: share('alarmAt'),
    seed: whole('seed', 0, 999_999),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, GUESSES - 1, 0)) : undefined,
  };
}

/** Returns sound texts from unknown JSON. */
export function readTexts(json: unknown): Texts {
  const fields = record(json) ?? {};
  const text = (field: Field) => {
    const value = fields[field];
    return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
  };
  return Object.fromEntries(FIELDS.map((field) => [field, text(field)])) as Record<Field, string>;
}

/** Which of the choices of the prediction a day is: to 3, to 7, to 20, later or never. */
export function choiceOfDay(day: number | undefined): number {
  return day === undefined || day > 20 ? 3 : day > 7 ? 2 : day > 3 ? 1 : 0;
}

/** The page as plain text, for a file. */
export function textOf(title: string, sections: readonly Section[]): string {
  const body = sections.map(({ title: heading, lines }) => [`## ${heading}`, '', ...lines].join('\n'));
  return `${[`# ${title}`, ...body].join('\n\n')}\n`;
}
