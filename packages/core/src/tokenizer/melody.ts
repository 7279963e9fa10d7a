/** Melodies as plain data: one voice, in bars. */
import { TokenizerError } from '../foundations/errors.ts';

/** Lengths are counted in ticks, twelve to a quarter note, so that sixteenths and triplets are whole numbers. */
export const TICKS_PER_QUARTER = 12;

/** One note or rest. */
export interface MelodyNote {
  /** MIDI number, 60 is middle C; null is a rest. */
  readonly pitch: number | null;
  readonly ticks: number;
}

/** A tune for one voice. */
export interface Melody {
  /** Beats per bar and their kind: `3/4`. */
  readonly meter: string;
  /** Tonic and mode as ABC writes them: `G`, `Bb`, `Em` minor, `Ddor` Dorian, `Amix` Mixolydian. */
  readonly key: string;
  /** The first and the last may be shorter than the meter says: an upbeat and what it leaves. */
  readonly bars: readonly (readonly MelodyNote[])[];
}

const NATURAL: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
/** Names of the twelve tonics, as keys usually spell them. */
const TONICS = {
  major: ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'],
  minor: ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'],
} as const;
/** Semitones from the tonic of a mode up to the tonic of the major key with the same signature. */
const MODES: Readonly<Record<string, { toMajor: number; fifthsBelow: number; tonics: readonly string[] }>> = {
  '': { toMajor: 0, fifthsBelow: 0, tonics: TONICS.major },
  m: { toMajor: 3, fifthsBelow: 3, tonics: TONICS.minor },
  dor: { toMajor: 10, fifthsBelow: 2, tonics: TONICS.minor },
  mix: { toMajor: 5, fifthsBelow: 1, tonics: TONICS.major },
};
/** Letters in the order in which signatures sharpen them. */
export const FIFTHS = 'FCGDAEB';
const MAJOR_SCALE = [0, 2, 4, 5, 7, 9, 11];

/** All keys there are: twelve tonics in four modes. */
export const KEYS: readonly string[] = Object.entries(MODES).flatMap(([mode, { tonics }]) =>
  tonics.map((tonic) => `${tonic}${mode}`),
);

/** A key, taken apart. */
export interface KeyParts {
  /** Semitones above C, 0 … 11. */
  readonly tonic: number;
  readonly mode: string;
  /** The seven degrees of its signature as semitones above C, 0 … 11, sorted. */
  readonly scale: readonly number[];
  /** Sharps of its signature, or flats as a negative number. */
  readonly sharps: number;
}

/** Returns what a key's name says. Throws a TokenizerError on a name that is none. */
export function readKey(key: string): KeyParts {
  const [, letter = '', accidental = '', mode = ''] = /^([A-G])([#b]?)(m|dor|mix)?$/.exec(key) ?? [];
  const natural = NATURAL[letter];
  const found = MODES[mode];
  if (natural === undefined || !found) {
    throw new TokenizerError(
      `key: ${JSON.stringify(key)} was found; a letter from A to G, # or b, and nothing, m, dor or mix were needed, as in Bb or Em.`,
    );
  }
  const shift = accidental === '#' ? 1 : accidental === 'b' ? -1 : 0;
  const tonic = (natural + shift + 12) % 12;
  const scale = MAJOR_SCALE.map((step) => (tonic + found.toMajor + step) % 12).sort((a, b) => a - b);
  const sharps = FIFTHS.indexOf(letter) - 1 + 7 * shift - found.fifthsBelow;
  return { tonic, mode, scale, sharps };
}

/** Returns the key's usual name, so that C# and Db are one. */
export function keyName({ tonic, mode }: Pick<KeyParts, 'tonic' | 'mode'>): string {
  return `${MODES[mode]?.tonics[tonic] ?? ''}${mode}`;
}

/** Returns the length of a whole bar. Throws a TokenizerError on a meter that is not like 3/4 or 6/8. */
export function ticksPerBar(meter: string): number {
  const [, beats, kind] = /^([1-9]\d?)\/(2|4|8|16)$/.exec(meter) ?? [];
  if (beats === undefined) {
    throw new TokenizerError(`meter: ${JSON.stringify(meter)} was found; a fraction such as 3/4 or 6/8 was needed.`);
  }
  return (Number(beats) * 4 * TICKS_PER_QUARTER) / Number(kind);
}

/** Returns the melody `semitones` higher, key included. */
export function transpose(melody: Melody, semitones: number): Melody {
  const { tonic, mode } = readKey(melody.key);
  return {
    ...melody,
    key: keyName({ tonic: (((tonic + semitones) % 12) + 12) % 12, mode }),
    bars: melody.bars.map((bar) =>
      bar.map(({ pitch, ticks }) => ({ pitch: pitch === null ? null : pitch + semitones, ticks })),
    ),
  };
}

/** Returns a fraction in lowest terms. */
export function lowestTerms(over: number, under: number): [over: number, under: number] {
  let [a, b] = [over, under];
  while (b !== 0) [a, b] = [b, a % b];
  return [over / a, under / a];
}
