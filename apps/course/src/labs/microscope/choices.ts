/** What the learner chose at the microscope: read from a link or from the last visit, and checked. Pure. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';

/** A head that is switched off. */
export interface HeadPlace {
  layer: number;
  head: number;
}

export interface MicroscopeChoices {
  text: string;
  layer: number;
  head: number;
  /** Of the asking token and of the one it looks at; both count the two line ends before the text. */
  place: number;
  seen: number;
  off: readonly HeadPlace[];
  /** The step of the chain that is open, from 1; 0 when none is. */
  part: number;
  backend: BackendChoice;
  guess: number | undefined;
}

/** Both shipped models have four layers of four heads. */
const LAYERS = 4;
const HEADS = 4;
/** From the token's vector to what the head adds to it. */
const PARTS = 4;
/** Characters; the Chinese model reads 48 tokens at most, two of them before the text. */
export const TEXT_MOST = 32;

/** A line, and a character after which something is to be guessed. */
const FIRST: Readonly<Record<Locale, { text: string; place: number; seen: number }>> = {
  zh: { text: '床前看月光，疑是地上霜。', place: 11, seen: 5 },
  en: { text: 'My lord, the king is here', place: 17, seen: 14 },
};

export const LINK: LabLink<MicroscopeChoices> = {
  lab: 'microscope',
  fields: {
    text: 'text',
    layer: 'setting',
    head: 'setting',
    place: 'setting',
    seen: 'setting',
    off: 'setting',
    part: 'setting',
    backend: 'own',
    guess: 'own',
  },
};

export function firstChoices(locale: Locale): MicroscopeChoices {
  return { ...FIRST[locale], layer: 0, head: 0, off: [], part: 2, backend: 'auto', guess: undefined };
}

/** Returns sound choices from unknown JSON: what is missing or damaged is as at first. */
export function readChoices(json: unknown, locale: Locale): MicroscopeChoices {
  const first = firstChoices(locale);
  const fields = record(json) ?? {};
  const text = typeof fields.text === 'string' && fields.text.trim() !== '' ? cut(fields.text) : first.text;
  const last = [...text].length + 1;
  const place = whole(fields.place, last, Math.min(first.place, last));
  return {
    text,
    layer: whole(fields.layer, LAYERS - 1, first.layer),
    head: whole(fields.head, HEADS - 1, first.head),
    place,
    seen: whole(fields.seen, place, Math.min(first.seen, place)),
    off: Array.isArray(fields.off) ? fields.off.flatMap(readHead) : [],
    part: whole(fields.part, PARTS, first.part),
    backend: oneOf(fields.backend, BACKEND_CHOICES, 'auto'),
    guess: typeof fields.guess === 'number' ? whole(fields.guess, 2, 0) : undefined,
  };
}

/** Returns the heads with one switched: off if it was on, on if it was off. */
export function toggleHead(off: readonly HeadPlace[], which: HeadPlace): HeadPlace[] {
  return isOff(off, which) ? off.filter((one) => !isSame(one, which)) : [...off, which];
}

export function isOff(off: readonly HeadPlace[], which: HeadPlace): boolean {
  return off.some((one) => isSame(one, which));
}

/** At most as many characters as the model can look at, on one line. */
export function cut(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ')].slice(0, TEXT_MOST).join('');
}

function isSame(a: HeadPlace, b: HeadPlace): boolean {
  return a.layer === b.layer && a.head === b.head;
}

function readHead(json: unknown): HeadPlace[] {
  const { layer, head } = record(json) ?? {};
  const sound = [layer, head].every((value) => typeof value === 'number' && Number.isInteger(value) && value >= 0);
  return sound && Number(layer) < LAYERS && Number(head) < HEADS ? [{ layer: Number(layer), head: Number(head) }] : [];
}

function whole(value: unknown, most: number, fallback: number): number {
  return Math.round(numberIn(value, 0, most, fallback));
}
