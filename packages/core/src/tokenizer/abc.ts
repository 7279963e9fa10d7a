/**
 * A part of ABC, the text notation in which folk tunes are passed on: one voice, the fields X T O M L K and N, notes,
 * rests and bar lines. Left out, and refused by name: repeats, ties, chords, tuplets, ornaments, lyrics.
 *
 * @see Walshaw 2011, The abc music standard 2.1, https://abcnotation.com/wiki/abc:standard:v2.1
 */
import { TokenizerError } from '../foundations/errors.ts';
import {
  FIFTHS,
  lowestTerms,
  type Melody,
  type MelodyNote,
  readKey,
  TICKS_PER_QUARTER,
  ticksPerBar,
} from './melody.ts';

/** A melody as its ABC text tells it, with the names that stand in its head. */
export interface AbcTune extends Melody {
  readonly title: string;
  /** Where it comes from, as the field O says; '' without one. */
  readonly origin: string;
}

const TICKS_PER_WHOLE = 4 * TICKS_PER_QUARTER;
const NATURAL: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const LETTERS = Object.keys(NATURAL);
const SIGNS = ['_', '=', '^'];
const TICKS_PER_EIGHTH = TICKS_PER_QUARTER / 2;
const ACCIDENTALS: Readonly<Record<string, number>> = { '^': 1, _: -1, '=': 0 };
const MIDDLE_C = 60;
/** A note or rest with its length, or a bar line. */
const ITEM = /([\^_=]?)([A-Ga-gz])([,']*)(\d*)(\/?)(\d*)|\|[|\]]?|[ \t]+/y;

/**
 * Returns the tunes of an ABC text; an empty line ends a tune, `%` begins a remark.
 *
 * @throws TokenizerError naming the tune and what is outside the part of ABC that is read here
 * @example parseAbc('X:1\nT:Scale\nM:4/4\nL:1/4\nK:G\nG A B c|d e f g|');
 */
export function parseAbc(text: string): AbcTune[] {
  return text
    .split(/\r?\n\s*\n/)
    .map((block) => block.split(/\r?\n/).map((line) => line.replace(/%.*/, '').trimEnd()))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .map(parseTune);
}

/** Returns a tune as ABC with eighths as its unit; `parseAbc` gives the same tune again. */
export function writeAbc({ title = 'untitled', origin = '', meter, key, bars }: Melody & Partial<AbcTune>): string {
  const { sharps } = readKey(key);
  const lines = [
    'X:1',
    `T:${title}`,
    ...(origin === '' ? [] : [`O:${origin}`]),
    `M:${meter}`,
    'L:1/8',
    `K:${key}`,
    `${bars.map((bar) => writeBar(bar, sharps)).join(' | ')} |]`,
  ];
  return `${lines.join('\n')}\n`;
}

function parseTune(lines: readonly string[]): AbcTune {
  const fields = new Map<string, string>();
  const music: string[] = [];
  for (const line of lines) {
    const [, name, value = ''] = /^([A-Za-z]):(.*)$/.exec(line) ?? [];
    if (name === undefined) music.push(line);
    else if ('XTOMLKN'.includes(name) && music.length === 0) fields.set(name, value.trim());
    else fail(fields.get('T') ?? '', `the field ${name}: was found`, 'X, T, O, N, M, L and K before the notes were');
  }
  const title = fields.get('T') ?? '';
  const meter = fields.get('M') ?? fail(title, 'no meter M: was found', 'one was');
  const key = fields.get('K') ?? fail(title, 'no key K: was found', 'one was');
  const [, unit] =
    /^1\/(4|8|16)$/.exec(fields.get('L') ?? '1/8') ??
    fail(title, `L:${fields.get('L')} was found`, '1/4, 1/8 or 1/16 was');
  ticksPerBar(meter);
  const bars = parseBars(music.join(' '), {
    title,
    ticksPerUnit: TICKS_PER_WHOLE / Number(unit),
    sharps: readKey(key).sharps,
  });
  return { title, origin: fields.get('O') ?? '', meter, key, bars };
}

interface Setting {
  readonly title: string;
  readonly ticksPerUnit: number;
  readonly sharps: number;
}

function parseBars(music: string, setting: Setting): MelodyNote[][] {
  const bars: MelodyNote[][] = [];
  let bar: MelodyNote[] = [];
  let accidentals = new Map<string, number>(); // in force until the bar ends
  const item = new RegExp(ITEM);
  while (item.lastIndex < music.length) {
    const start = item.lastIndex;
    const match = item.exec(music);
    if (!match)
      fail(
        setting.title,
        `${JSON.stringify(music.slice(start, start + 8))} was found`,
        'notes, rests z and bar lines | were',
      );
    if (match[2] !== undefined) bar.push(readNote(match, accidentals, setting));
    if (!match[0].startsWith('|')) continue;
    if (bar.length > 0) bars.push(bar);
    bar = [];
    accidentals = new Map();
  }
  if (bar.length > 0) bars.push(bar);
  return bars;
}

function readNote(match: RegExpExecArray, accidentals: Map<string, number>, setting: Setting): MelodyNote {
  const [text, accidental = '', letter = '', octaves = '', times = '', slash = '', parts = ''] = match;
  const ticks = (setting.ticksPerUnit * Number(times || 1)) / (slash === '' ? 1 : Number(parts || 2));
  if (!(Number.isInteger(ticks) && ticks > 0))
    fail(setting.title, `${text} was found`, 'a length in 1/48 of a whole note was');
  if (letter === 'z') return { pitch: null, ticks };
  const octave = [...octaves].reduce((sum, mark) => sum + (mark === ',' ? -1 : 1), letter >= 'a' ? 1 : 0);
  const name = letter.toUpperCase();
  const place = `${name}${octave}`;
  if (accidental !== '') accidentals.set(place, ACCIDENTALS[accidental] ?? 0);
  const shift = accidentals.get(place) ?? signatureShift(name, setting.sharps);
  return { pitch: MIDDLE_C + 12 * octave + (NATURAL[name] ?? 0) + shift, ticks };
}

/** What the key's signature does to a letter: 1 for a sharp, −1 for a flat, 0 for neither. */
function signatureShift(letter: string, sharps: number): number {
  const place = FIFTHS.indexOf(letter);
  if (sharps > 0) return place < sharps ? 1 : 0;
  return FIFTHS.length - 1 - place < -sharps ? -1 : 0;
}

function writeBar(bar: readonly MelodyNote[], sharps: number): string {
  const accidentals = new Map<string, number>();
  return bar.map(({ pitch, ticks }) => `${writePitch(pitch, sharps, accidentals)}${writeLength(ticks)}`).join(' ');
}

function writePitch(pitch: number | null, sharps: number, accidentals: Map<string, number>): string {
  if (pitch === null) return 'z';
  const inSignature = LETTERS.find((name) => (naturalOf(name) + signatureShift(name, sharps) - pitch) % 12 === 0);
  const preferred = sharps >= 0 ? [0, 1, -1] : [0, -1, 1];
  const shifts = inSignature ? [signatureShift(inSignature, sharps)] : preferred;
  for (const shift of shifts) {
    const letter = inSignature ?? LETTERS.find((name) => (naturalOf(name) + shift - pitch) % 12 === 0);
    if (letter === undefined) continue;
    const octave = (pitch - shift - naturalOf(letter) - MIDDLE_C) / 12;
    const place = `${letter}${octave}`;
    const needed = shift !== (accidentals.get(place) ?? signatureShift(letter, sharps));
    if (needed) accidentals.set(place, shift);
    const sign = needed ? (SIGNS[shift + 1] ?? '') : '';
    return octave >= 1
      ? `${sign}${letter.toLowerCase()}${"'".repeat(octave - 1)}`
      : `${sign}${letter}${','.repeat(-octave)}`;
  }
  return 'z'; // never: every pitch class is a letter, or one semitone above one
}

function writeLength(ticks: number): string {
  const [over, under] = lowestTerms(ticks, TICKS_PER_EIGHTH);
  return `${over === 1 ? '' : over}${under === 1 ? '' : `/${under}`}`;
}

function naturalOf(letter: string): number {
  return NATURAL[letter] ?? 0;
}

function fail(title: string, found: string, needed: string): never {
  throw new TokenizerError(
    `ABC, tune ${JSON.stringify(title)}: ${found}; ${needed} needed; write it in the part of ABC that abc.ts names.`,
  );
}
