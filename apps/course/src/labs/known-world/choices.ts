/** What the learner chose in the lab of the known world: read from a link or from the last visit, and checked. Pure. */
import { PROPERTIES, type Property, STAGES, type Stage } from '../closed-world/contract.ts';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';

/** Questions of each kind; about as many withheld facts as the last were kept for asking. */
export const SIZES = [10, 20, 34] as const;

export interface KnownWorldChoices {
  guess: number | undefined;
  perKind: number;
  seed: number;
  stage: Stage;
  property: Property;
  backend: BackendChoice;
}

/** What an exam depends on. */
export type ExamSetting = Pick<KnownWorldChoices, 'stage' | 'perKind' | 'seed'>;

export function examSetting({ stage, perKind, seed }: KnownWorldChoices): ExamSetting {
  return { stage, perKind, seed };
}

export const LINK: LabLink<KnownWorldChoices> = {
  lab: 'known-world',
  fields: { guess: 'own', perKind: 'setting', seed: 'setting', stage: 'setting', property: 'setting', backend: 'own' },
};

export function firstChoices(): KnownWorldChoices {
  return { guess: undefined, perKind: 20, seed: 1, stage: 'sft', property: 'job', backend: 'auto' };
}

/** Returns sound choices from unknown JSON: what is missing or damaged is as at first. */
export function readChoices(json: unknown): KnownWorldChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 2, 0)) : undefined,
    perKind: SIZES.find((size) => size === fields.perKind) ?? first.perKind,
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    stage: oneOf(fields.stage, STAGES, first.stage),
    property: oneOf(fields.property, PROPERTIES, first.property),
    backend: oneOf(fields.backend, BACKEND_CHOICES, first.backend),
  };
}

/** Which choice of the prediction a share is: below 30 %, up to 70 %, above. */
export function choiceOfShare(share: number): number {
  return share < 0.3 ? 0 : share <= 0.7 ? 1 : 2;
}
