/**
 * Melodies as tokens, so that a GPT can make music. A melody is a row of words: where it is from, its meter and key, then
 * `|` for each bar and three tokens for each note: its place in the bar `@1/2` and its length `:3/2`, both in quarters,
 * and between them its pitch `G4`; then `end`. Pitch and length are two tokens, so that a length learnt on one pitch serves
 * all others. The place could be worked out from the lengths before it, but small models count badly: after some 700 steps
 * the recipe of `melody` had one bar in six right without it, two in five with it. Pitches are MIDI numbers written as
 * sharps: C4 is 60.
 *
 * @see Huang & Yang 2020, Pop Music Transformer, arXiv:2002.00212 (REMI: bars and places as tokens)
 */
import { ConfigError, TokenizerError } from '../foundations/errors.ts';
import {
  KEYS,
  keyName,
  lowestTerms,
  type Melody,
  type MelodyNote,
  readKey,
  TICKS_PER_QUARTER,
  ticksPerBar,
} from './melody.ts';
import type { Tokenizer } from './tokenizer.ts';
import { wordTokenizer } from './word-tokenizer.ts';

/** What the tokens can say: labels, meters, pitches, lengths. */
export interface MelodyTokenizerOptions {
  /** What melodies may be asked for by, `<chinese>`; each is a token. Default: none. */
  readonly labels?: readonly string[];
  /** Default: the usual ones from 2/4 to 6/8. */
  readonly meters?: readonly string[];
  /** The lowest and the highest pitch, MIDI numbers, both included. Default 48 (C3) to 88 (E6). */
  readonly lowest?: number;
  readonly highest?: number;
  /** Lengths of notes in ticks, twelve to a quarter. Default: sixteenths to a double dotted whole, and triplets. */
  readonly lengths?: readonly number[];
}

export interface MelodyTokenizer extends Tokenizer {
  /** The token of `end`. */
  readonly endToken: number;
  /** The tokens of a melody; the label is left out where none is given. */
  encodeMelody(melody: Melody, label?: string): Int32Array;
  /**
   * The melody of tokens from the meter on, with or without a label before it. One that was not finished ends where its
   * tokens end; what stands after `end` is not read.
   */
  decodeMelody(tokenIds: Iterable<number>): Melody & { readonly label?: string };
  /** The tokens a melody of this kind begins with: what a model is asked to go on from. */
  startTokens(start: { readonly label?: string; readonly meter: string; readonly key: string }): Int32Array;
}

const METERS = ['2/4', '3/4', '4/4', '3/8', '6/8'];
const LENGTHS = [3, 4, 6, 8, 9, 12, 18, 21, 24, 30, 36, 42, 48, 60, 72];
const PITCH_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const REST = 'rest';
const BAR = '|';
const END = 'end';

/**
 * Returns the tokenizer of melodies.
 *
 * @throws ConfigError if the range of pitches is empty or a length is no whole number of ticks; TokenizerError on a
 *   meter or label that is none
 * @example melodyTokenizer().encodeMelody(tune); // tune from parseAbc
 */
export function melodyTokenizer(options: MelodyTokenizerOptions = {}): MelodyTokenizer {
  const { labels = [], meters = METERS, lowest = 48, highest = 88, lengths = LENGTHS } = options;
  checkOptions({ lowest, highest, lengths });
  for (const meter of meters) ticksPerBar(meter);
  const pitches = Array.from({ length: highest - lowest + 1 }, (_, i) => pitchName(lowest + i));
  const words = [
    ...labels.map(labelWord),
    ...meters.map(meterWord),
    ...KEYS.map(keyWord),
    BAR,
    END,
    REST,
    ...pitches,
    ...Array.from({ length: Math.max(...meters.map(ticksPerBar)) }, (_, ticks) => placeWord(ticks)),
    ...lengths.map(lengthWord),
  ];
  const tokenizer = wordTokenizer(words);
  const encodeWords = (list: readonly string[]) =>
    Int32Array.from(list, (word) => {
      const id = words.indexOf(word);
      return id === -1 ? failWord(word) : id;
    });
  return {
    ...tokenizer,
    endToken: words.indexOf(END),
    encodeMelody: (melody, label) =>
      encodeWords([...startWords({ ...melody, ...(label !== undefined && { label }) }), ...noteWords(melody)]),
    decodeMelody: (tokenIds) =>
      readWords(
        tokenizer
          .decode(tokenIds)
          .split(' ')
          .filter((word) => word !== ''),
      ),
    startTokens: (start) => encodeWords(startWords(start)),
  };
}

function startWords({ label, meter, key }: { label?: string; meter: string; key: string }): string[] {
  return [...(label === undefined ? [] : [labelWord(label)]), meterWord(meter), keyWord(keyName(readKey(key)))];
}

function noteWords({ meter, bars }: Melody): string[] {
  return [...bars.flatMap((bar, index) => [BAR, ...barWords(bar, index === 0 ? upbeatPlace(bar, meter) : 0)]), END];
}

function barWords(bar: readonly MelodyNote[], firstPlace: number): string[] {
  let place = firstPlace;
  return bar.flatMap(({ pitch, ticks }) => {
    const words = [placeWord(place), pitch === null ? REST : pitchName(pitch), lengthWord(ticks)];
    place += ticks;
    return words;
  });
}

/** A first bar that is too short stands at the end of its measure, as an upbeat does. */
function upbeatPlace(bar: readonly MelodyNote[], meter: string): number {
  return Math.max(0, ticksPerBar(meter) - bar.reduce((sum, { ticks }) => sum + ticks, 0));
}

function readWords(words: readonly string[]): Melody & { label?: string } {
  let place = 0;
  const take = (pattern: RegExp, needed: string) => {
    const [, value] = pattern.exec(words[place] ?? '') ?? failOrder(words, place, needed);
    place += 1;
    return value ?? '';
  };
  const label = words[0]?.startsWith('<') ? take(/^<(.*)>$/, 'a label') : undefined;
  const meter = take(/^M:(.+)$/, 'a meter');
  const key = take(/^K:(.+)$/, 'a key');
  const bars: MelodyNote[][] = [];
  while (place < words.length && words[place] !== END) {
    if (words[place] === BAR || bars.length === 0) {
      take(/^(\|)$/, 'a bar line');
      bars.push([]);
      continue;
    }
    take(/^@(.+)$/, 'a place, a bar line or the end');
    if (place === words.length) break; // what sounds there is not written yet
    const pitch = take(/^(rest|[A-G]#?-?\d+)$/, 'a pitch or a rest');
    if (place === words.length) break; // its length is not written yet
    const ticks = readLength(take(/^:(.+)$/, 'the length of the note'));
    bars.at(-1)?.push({ pitch: pitch === REST ? null : readPitch(pitch), ticks });
  }
  return { ...(label !== undefined && { label }), meter, key, bars };
}

const labelWord = (label: string) => `<${label}>`;
const meterWord = (meter: string) => `M:${meter}`;
const keyWord = (key: string) => `K:${key}`;

/** Scientific pitch notation: 60 is C4. */
function pitchName(pitch: number): string {
  return `${PITCH_NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

function readPitch(name: string): number {
  const [, tone = '', octave = ''] = /^([A-G]#?)(-?\d+)$/.exec(name) ?? [];
  return PITCH_NAMES.indexOf(tone) + 12 * (Number(octave) + 1);
}

const lengthWord = (ticks: number) => `:${quarters(ticks)}`;
const placeWord = (ticks: number) => `@${quarters(ticks)}`;

/** `3/2` for 18 ticks. */
function quarters(ticks: number): string {
  const [over, under] = lowestTerms(ticks, TICKS_PER_QUARTER);
  return `${over}${under === 1 ? '' : `/${under}`}`;
}

function readLength(text: string): number {
  const [over = 0, under = 1] = text.split('/').map(Number);
  return (over * TICKS_PER_QUARTER) / under;
}

function checkOptions({
  lowest,
  highest,
  lengths,
}: {
  lowest: number;
  highest: number;
  lengths: readonly number[];
}): void {
  if (!(Number.isInteger(lowest) && Number.isInteger(highest) && lowest >= 0 && lowest <= highest && highest <= 127)) {
    throw new ConfigError(
      `melodyTokenizer: pitches from ${lowest} to ${highest} were found; MIDI numbers from 0 to 127 in rising order were needed.`,
      'lowest',
    );
  }
  const wrong = lengths.find((ticks) => !(Number.isInteger(ticks) && ticks > 0));
  if (wrong !== undefined) {
    throw new ConfigError(
      `melodyTokenizer: the length ${wrong} was found; whole numbers of ticks, ${TICKS_PER_QUARTER} to a quarter, were needed.`,
      'lengths',
    );
  }
}

function failWord(word: string): never {
  throw new TokenizerError(
    `encodeMelody: ${word} was found; a pitch, length, meter, key and label of this tokenizer were needed; transpose the ` +
      'melody or make the tokenizer with a wider range.',
  );
}

function failOrder(words: readonly string[], place: number, needed: string): never {
  throw new TokenizerError(
    `decodeMelody: ${JSON.stringify(words[place] ?? 'nothing')} was found at token ${place}; ${needed} was needed; such a row ` +
      'is no melody.',
  );
}
