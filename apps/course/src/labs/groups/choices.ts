/** What the lab keeps between visits and sends along in a link, checked when it is read. Pure. */
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { DATA, type DataName } from './contract.ts';

export interface GroupsChoices {
  data: DataName;
  /** Number of groups, each data set its own. */
  k: Readonly<Record<DataName, number>>;
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
  /** A grouping of digits was seen to its end: the guess stays. */
  seen: boolean;
}

export const K = { min: 2, max: 12 };
const FIRST_K: Readonly<Record<DataName, number>> = { digits: 10, 'poem-ends': 2, 'poem-means': 5 };
const GUESSES = 4;

export const LINK: LabLink<GroupsChoices> = {
  lab: 'groups',
  fields: { data: 'setting', k: 'setting', seed: 'setting', backend: 'own', guess: 'own', seen: 'own' },
};

export function firstChoices(): GroupsChoices {
  return { data: 'digits', k: FIRST_K, seed: 1, backend: 'auto', guess: undefined, seen: false };
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): GroupsChoices {
  const fields = record(json) ?? {};
  const k = record(fields.k) ?? {};
  const whole = (data: DataName) => Math.round(numberIn(k[data], K.min, K.max, FIRST_K[data]));
  const first = firstChoices();
  return {
    data: oneOf(fields.data, DATA, first.data),
    k: { digits: whole('digits'), 'poem-ends': whole('poem-ends'), 'poem-means': whole('poem-means') },
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    backend: oneOf(fields.backend, BACKEND_CHOICES, 'auto'),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, GUESSES - 1, 0)) : undefined,
    seen: fields.seen === true,
  };
}

/** The name of a group: A, B, C … */
export function groupName(group: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + group);
}
