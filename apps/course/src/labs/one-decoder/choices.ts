/** What the learner chose, read from a link or the last visit and checked; and what is counted of the pieces. Pure. */
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { bits } from '../parts/bits.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { KINDS, type Kind, type PieceRequest, type SeenToken } from './contract.ts';

export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export const TUNES = ['asian', 'western'] as const;
export const TEMPERATURE = { least: 0.1, most: 2.5, step: 0.1 } as const;

export interface OneDecoderChoices {
  digit: (typeof DIGITS)[number];
  tune: (typeof TUNES)[number];
  temperature: number;
  seed: number;
  backend: BackendChoice;
  /** Which piece is open in the inspector. */
  open: Kind;
  guess: number | undefined;
}

export const LINK: LabLink<OneDecoderChoices> = {
  lab: 'one-decoder',
  fields: {
    digit: 'setting',
    tune: 'setting',
    temperature: 'setting',
    seed: 'setting',
    backend: 'own',
    open: 'setting',
    guess: 'own',
  },
};

export function firstChoices(): OneDecoderChoices {
  return { digit: '7', tune: 'asian', temperature: 0.8, seed: 1, backend: 'auto', open: 'verse', guess: undefined };
}

/** Returns sound choices from unknown JSON: what is missing or damaged is as at first. */
export function readChoices(json: unknown): OneDecoderChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    digit: oneOf(fields.digit, DIGITS, first.digit),
    tune: oneOf(fields.tune, TUNES, first.tune),
    temperature: numberIn(fields.temperature, TEMPERATURE.least, TEMPERATURE.most, first.temperature),
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    backend: oneOf(fields.backend, BACKEND_CHOICES, first.backend),
    open: oneOf(fields.open, KINDS, first.open),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, KINDS.length - 1, 0)) : undefined,
  };
}

export function requestOf(kind: Kind, { digit, tune, temperature, seed }: OneDecoderChoices): PieceRequest {
  return { kind, ask: kind === 'digit' ? digit : kind === 'melody' ? tune : '', temperature, seed };
}

/** Mean surprise per token, in bits; 0 of nothing. */
export function meanBits(tokens: readonly SeenToken[]): number {
  if (tokens.length === 0) return 0;
  return tokens.reduce((sum, { probability }) => sum + bits(probability), 0) / tokens.length;
}

/** Which kind took most tokens; the first of equals. */
export function longestOf(counts: Readonly<Record<Kind, number>>): Kind {
  return KINDS.reduce((longest, kind) => (counts[kind] > counts[longest] ? kind : longest));
}

/** The note that a token of a tune belongs to, counted from 0; undefined for bar lines and the end. */
export function noteOf(tokens: readonly { text: string }[], place: number): number | undefined {
  const text = tokens[place]?.text ?? '';
  if (text === '|' || text === 'end' || text === '') return undefined;
  return tokens.slice(0, place).filter((token) => token.text.startsWith(':')).length;
}
