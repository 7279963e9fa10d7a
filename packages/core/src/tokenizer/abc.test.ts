import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenizerError } from '../foundations/errors.ts';
import { parseAbc, writeAbc } from './abc.ts';
import { KEYS, type MelodyNote, ticksPerBar } from './melody.ts';

const tune = (music: string, key = 'C') => `X:1\nT:Test\nM:4/4\nL:1/8\nK:${key}\n${music}\n`;
const pitches = (music: string, key?: string) =>
  parseAbc(tune(music, key))[0]
    ?.bars.flat()
    .map(({ pitch }) => pitch);
const lengths = (music: string) =>
  parseAbc(tune(music))[0]
    ?.bars.flat()
    .map(({ ticks }) => ticks);

describe('parseAbc', () => {
  it('reads letters, octaves and rests as MIDI numbers', () => {
    expect(pitches("C, C c c' z B,, b'")).toEqual([48, 60, 72, 84, null, 47, 95]);
  });

  it('reads lengths as multiples and fractions of L, in twelfths of a quarter', () => {
    expect(lengths('C C2 C3 C/ C/2 C3/2 C/3 z4')).toEqual([6, 12, 18, 3, 3, 9, 2, 24]);
  });

  it('sharpens and flattens what the key says', () => {
    expect(pitches('F C B E', 'D')).toEqual([66, 61, 71, 64]);
    expect(pitches('F C B E', 'Bb')).toEqual([65, 60, 70, 63]);
    expect(pitches('F C B E', 'Em')).toEqual([66, 60, 71, 64]);
    expect(pitches('F C B E', 'Ddor')).toEqual([65, 60, 71, 64]);
    expect(pitches('F C B E', 'Amix')).toEqual([66, 61, 71, 64]);
  });

  it('keeps an accidental until the bar ends, in its own octave', () => {
    expect(pitches('^F F f =F F | F', 'C')).toEqual([66, 66, 77, 65, 65, 65]);
    expect(pitches('_B =B', 'F')).toEqual([70, 71]);
  });

  it('reads several tunes, remarks and bars over lines', () => {
    const [one, two] = parseAbc(
      `% remark\n${tune('C8 | D8 |\nE8 |]')}\n\n${tune('G8 % high').replace('T:Test', 'T:二\nO:China')}`,
    );
    expect(one?.bars).toHaveLength(3);
    expect([two?.title, two?.origin, two?.meter, two?.key]).toEqual(['二', 'China', '4/4', 'C']);
    expect(parseAbc('')).toEqual([]);
  });

  it.each([
    ['a chord', tune('[CEG]'), /tune "Test": "\[CEG\]" was found; notes, rests z and bar lines/],
    ['a repeat', tune('|: C8 :|'), /": C8 :/],
    ['a tie', tune('C4-C4'), /"-C4"/],
    ['lyrics', tune('C8\nw:la'), /the field w: was found/],
    ['no key', 'X:1\nT:Test\nM:4/4\nC8', /no key K:/],
    ['no meter', 'X:1\nT:Test\nK:C\nC8', /no meter M:/],
    ['a wrong key', tune('C8', 'H'), /key: "H" was found/],
    ['a wrong meter', tune('C8').replace('4/4', 'C|'), /meter: "C\|" was found/],
    ['a wrong unit', tune('C8').replace('1/8', '1/5'), /L:1\/5 was found/],
    ['a length between ticks', tune('C/5'), /C\/5 was found; a length in 1\/48/],
  ])('refuses %s', (_, text, words) => {
    expect(() => parseAbc(text)).toThrow(words);
    expect(() => parseAbc(text)).toThrow(TokenizerError);
  });
});

describe('writeAbc', () => {
  it('writes what parseAbc reads again, in every key', () => {
    const note: fc.Arbitrary<MelodyNote> = fc.record({
      pitch: fc.option(fc.integer({ min: 36, max: 96 })),
      ticks: fc.integer({ min: 1, max: 96 }),
    });
    const bars = fc.array(fc.array(note, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...KEYS), bars, (key, melodyBars) => {
        const written = { title: '曲', origin: 'nowhere', meter: '3/4', key, bars: melodyBars };
        expect(parseAbc(writeAbc(written))).toEqual([written]);
      }),
    );
  });

  it('writes no sign that the key already says', () => {
    const text = tune('F G A c | ^G G =G F |', 'D');
    expect(writeAbc(parseAbc(text)[0] ?? { meter: '4/4', key: 'C', bars: [] })).toContain('F G A c | ^G G =G F |]');
  });
});

describe('ticksPerBar', () => {
  it('counts twelve ticks to a quarter', () => {
    expect(['4/4', '3/4', '6/8', '3/8', '2/2', '5/16'].map(ticksPerBar)).toEqual([48, 36, 36, 18, 48, 15]);
  });
});
