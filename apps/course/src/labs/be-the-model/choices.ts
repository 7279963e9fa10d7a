/** What a learner chose in the guessing lab, kept across reloads. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { type KeptChoices, numberIn, oneOf, persisted, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';

export interface BeTheModelChoices {
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
}

export const FIRST_CHOICES: BeTheModelChoices = { seed: 1, backend: 'auto', guess: undefined };

export const LINK: LabLink<BeTheModelChoices> = {
  lab: 'be-the-model',
  fields: { seed: 'setting', backend: 'own', guess: 'own' },
};

export function beTheModelChoices(locale: Locale): KeptChoices<BeTheModelChoices> {
  const parse = (json: unknown): BeTheModelChoices => {
    const fields = record(json);
    const guess = numberIn(fields?.guess, 0, 2, -1);
    return {
      seed: numberIn(fields?.seed, 0, Number.MAX_SAFE_INTEGER, FIRST_CHOICES.seed),
      backend: oneOf(fields?.backend, BACKEND_CHOICES, 'auto'),
      guess: guess === -1 ? undefined : guess,
    };
  };
  return { ...persisted(`glassbox.lab.be-the-model-${locale}`, parse, FIRST_CHOICES), parse };
}
