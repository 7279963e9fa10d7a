/** The settings of the lab: read from a link or from the last visit, and checked. Documents are never kept. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import { SEARCHES, type Setting } from './contract.ts';

/** The embedder's own threshold, rounded: what was fitted to other documents than yours. */
export const FIRST_SETTING: Setting = { columns: 240, passages: 3, threshold: 0.26, search: 'both' };

export const COLUMNS = { min: 40, max: 800, step: 40 } as const;
export const PASSAGES = { min: 1, max: 8, step: 1 } as const;
export const THRESHOLD = { min: 0, max: 0.95, step: 0.01 } as const;

export interface DocumentChoices {
  guess: number | undefined;
  setting: Setting;
}

export const LINK: LabLink<DocumentChoices> = {
  lab: 'own-documents',
  fields: { guess: 'own', setting: 'setting' },
};

export function firstChoices(): DocumentChoices {
  return { guess: undefined, setting: FIRST_SETTING };
}

/** Returns sound choices from unknown JSON: what is missing or damaged is as at first. */
export function readChoices(json: unknown): DocumentChoices {
  const fields = record(json) ?? {};
  const set = record(fields.setting) ?? {};
  const columns = numberIn(set.columns, COLUMNS.min, COLUMNS.max, FIRST_SETTING.columns);
  return {
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 3, 0)) : undefined,
    setting: {
      columns: Math.round(columns / COLUMNS.step) * COLUMNS.step,
      passages: Math.round(numberIn(set.passages, PASSAGES.min, PASSAGES.max, FIRST_SETTING.passages)),
      threshold: numberIn(set.threshold, THRESHOLD.min, THRESHOLD.max, FIRST_SETTING.threshold),
      search: oneOf(set.search, SEARCHES, FIRST_SETTING.search),
    },
  };
}

/** Which choice of the prediction a count of six is: none, one or two, three or four, more. */
export function choiceOfCount(count: number): number {
  return Math.min(3, Math.ceil(count / 2));
}
