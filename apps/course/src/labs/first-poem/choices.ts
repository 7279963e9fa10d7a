/** What a learner chose in the first lab, kept across reloads. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { type KeptChoices, numberIn, oneOf, persisted, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { STEPS_DEFAULT, STEPS_LEAST, STEPS_MOST } from './plan.ts';

export interface FirstPoemChoices {
  steps: number;
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
}

const SEED = 7;

export const LINK: LabLink<FirstPoemChoices> = {
  lab: 'first-poem',
  fields: { steps: 'setting', seed: 'setting', backend: 'own', guess: 'own' },
};

/** The kept choices of a language's lab, and what they are before any choice. */
export function firstPoemChoices(locale: Locale): KeptChoices<FirstPoemChoices> & { fallback: FirstPoemChoices } {
  const fallback: FirstPoemChoices = { steps: STEPS_DEFAULT[locale], seed: SEED, backend: 'auto', guess: undefined };
  const parse = (json: unknown): FirstPoemChoices => {
    const fields = record(json);
    const guess = numberIn(fields?.guess, 0, 3, -1);
    return {
      steps: Math.trunc(numberIn(fields?.steps, STEPS_LEAST, STEPS_MOST, fallback.steps)),
      seed: numberIn(fields?.seed, 0, Number.MAX_SAFE_INTEGER, SEED),
      backend: oneOf(fields?.backend, BACKEND_CHOICES, 'auto'),
      guess: guess === -1 ? undefined : guess,
    };
  };
  return { ...persisted(`glassbox.lab.first-poem-${locale}`, parse, fallback), parse, fallback };
}
