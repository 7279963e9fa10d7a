import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, TokenizerError } from '../foundations/errors.ts';
import { parseAbc } from './abc.ts';
import { KEYS, type MelodyNote, transpose } from './melody.ts';
import { melodyTokenizer } from './melody-tokenizer.ts';
import { tokenizerFromJson } from './tokenizer-from-json.ts';

const [jasmine = { meter: '4/4', key: 'C', bars: [] }] = parseAbc(
  'X:1\nT:茉莉花\nM:4/4\nL:1/8\nK:C\nE2 EG Ac cA | G2 GA G4 | z2 ^F6 |',
);
const tokenizer = melodyTokenizer({ labels: ['chinese', 'western'] });

describe('melodyTokenizer', () => {
  it('writes a melody as words, three for each note', () => {
    expect(tokenizer.decode(tokenizer.encodeMelody(jasmine, 'chinese'))).toBe(
      '<chinese> M:4/4 K:C | @0 E4 :1 @1 E4 :1/2 @3/2 G4 :1/2 @2 A4 :1/2 @5/2 C5 :1/2 @3 C5 :1/2 @7/2 A4 :1/2 ' +
        '| @0 G4 :1 @1 G4 :1/2 @3/2 A4 :1/2 @2 G4 :2 | @0 rest :1 @1 F#4 :3 end',
    );
  });

  it('puts an upbeat at the end of its bar', () => {
    const upbeat = { meter: '3/4', key: 'G', bars: [[{ pitch: 62, ticks: 6 }], [{ pitch: 67, ticks: 36 }]] };
    expect(tokenizer.decode(tokenizer.encodeMelody(upbeat))).toBe('M:3/4 K:G | @5/2 D4 :1/2 | @0 G4 :3 end');
  });

  it('gives back every melody within its range', () => {
    const note: fc.Arbitrary<MelodyNote> = fc.record({
      pitch: fc.option(fc.integer({ min: 48, max: 88 })),
      ticks: fc.constantFrom(3, 4, 6, 8, 9),
    });
    const melody = fc.record({
      label: fc.constantFrom('chinese', 'western'),
      meter: fc.constantFrom('2/4', '3/4', '4/4', '6/8'),
      key: fc.constantFrom(...KEYS),
      bars: fc.array(fc.array(note, { maxLength: 2 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(melody, (written) => {
        const tokenIds = tokenizer.encodeMelody(written, written.label);
        expect(tokenizer.decodeMelody(tokenIds)).toEqual(written);
        expect([...tokenizer.encode(tokenizer.decode(tokenIds))]).toEqual([...tokenIds]);
      }),
    );
  });

  it('gives an unfinished melody up to its last whole note, and reads nothing after the end', () => {
    const tokenIds = [...tokenizer.encodeMelody(jasmine)];
    const whole = tokenizer.decodeMelody(tokenIds.slice(0, 6));
    expect(whole.bars).toEqual([[{ pitch: 64, ticks: 12 }]]);
    expect(tokenizer.decodeMelody(tokenIds.slice(0, 7))).toEqual(whole);
    expect(tokenizer.decodeMelody(tokenIds.slice(0, 8))).toEqual(whole);
    expect(tokenizer.decodeMelody([...tokenIds, tokenIds[0] ?? 0])).toEqual(tokenizer.decodeMelody(tokenIds));
    expect(tokenIds.at(-1)).toBe(tokenizer.endToken);
  });

  it('begins as a model is asked to', () => {
    const start = tokenizer.startTokens({ label: 'western', meter: '3/4', key: 'C#' });
    expect(tokenizer.decode(start)).toBe('<western> M:3/4 K:Db');
  });

  it('is read again from its tokenizer.json', () => {
    const again = tokenizerFromJson(JSON.parse(JSON.stringify(tokenizer.toJson())));
    const tokenIds = tokenizer.encodeMelody(jasmine, 'chinese');
    expect(again.decode(tokenIds)).toBe(tokenizer.decode(tokenIds));
    expect(again.vocabSize).toBe(tokenizer.vocabSize);
  });

  it.each([
    ['a pitch out of range', () => tokenizer.encodeMelody(transpose(jasmine, 36)), /C8 was found|E7 was found/],
    [
      'a length it lacks',
      () => tokenizer.encodeMelody({ ...jasmine, bars: [[{ pitch: 60, ticks: 5 }]] }),
      /:5\/12 was/,
    ],
    ['a meter it lacks', () => tokenizer.encodeMelody({ ...jasmine, meter: '7/8' }), /M:7\/8 was found/],
    ['an unknown label', () => tokenizer.encodeMelody(jasmine, 'martian'), /<martian> was found/],
    [
      'a length without a note',
      () => tokenizer.decodeMelody(tokenizer.encode('M:4/4 K:C | @0 :1')),
      /":1" was found at token 4; a pitch/,
    ],
    [
      'two pitches',
      () => tokenizer.decodeMelody(tokenizer.encode('M:4/4 K:C | @0 C4 D4')),
      /"D4" was found at token 5; the length/,
    ],
    [
      'notes without a meter',
      () => tokenizer.decodeMelody(tokenizer.encode('K:C |')),
      /"K:C" was found at token 0; a meter/,
    ],
    [
      'notes before a bar line',
      () => tokenizer.decodeMelody(tokenizer.encode('M:4/4 K:C C4')),
      /"C4" was found at token 2; a bar line/,
    ],
    ['nothing', () => tokenizer.decodeMelody([]), /"nothing" was found at token 0/],
  ])('refuses %s', (_, task, words) => {
    expect(task).toThrow(words);
    expect(task).toThrow(TokenizerError);
  });

  it.each([
    [{ lowest: 60, highest: 59 }, /pitches from 60 to 59/],
    [{ highest: 128 }, /pitches from 48 to 128/],
    [{ lengths: [0.5] }, /the length 0.5/],
  ])('refuses the options %j', (options, words) => {
    expect(() => melodyTokenizer(options)).toThrow(words);
    expect(() => melodyTokenizer(options)).toThrow(ConfigError);
  });
});

describe('transpose', () => {
  it('moves notes and key together, and back', () => {
    const higher = transpose(jasmine, 3);
    expect(higher.key).toBe('Eb');
    expect(higher.bars[0]?.[0]).toEqual({ pitch: 67, ticks: 12 });
    expect(transpose(higher, -3)).toEqual({ ...jasmine });
    for (const key of KEYS) expect(transpose({ ...jasmine, key }, 12).key).toBe(key);
  });
});
