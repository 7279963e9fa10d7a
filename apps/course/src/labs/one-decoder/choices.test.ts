import { describe, expect, it } from 'vitest';
import { firstChoices, longestOf, meanBits, noteOf, readChoices, requestOf } from './choices.ts';

describe('choices from a link', () => {
  it('come back as they were', () => {
    const choices = {
      ...firstChoices(),
      digit: '3',
      tune: 'western',
      temperature: 2,
      seed: 9,
      open: 'melody',
      guess: 2,
    };
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  it.each([undefined, null, 7, 'x', [], { digit: 7, tune: 'martian', temperature: -1, seed: 'a', open: 'video' }])(
    'fall back to the first ones from %j',
    (json) => expect(readChoices(json)).toEqual(firstChoices()),
  );
});

it('asks a digit for its label, a tune for its kind, and text for nothing', () => {
  const asked = (['verse', 'code', 'digit', 'melody'] as const).map((kind) => requestOf(kind, firstChoices()).ask);
  expect(asked).toEqual(['', '', '7', 'asian']);
});

it('counts mean surprise in bits', () => {
  const token = (probability: number) => ({ id: 0, text: '', probability, candidates: [] });
  expect(meanBits([token(0.5), token(0.125)])).toBe(2);
  expect(meanBits([])).toBe(0);
});

it('names the longest piece, the first of equals', () => {
  expect(longestOf({ verse: 27, code: 90, digit: 196, melody: 105 })).toBe('digit');
  expect(longestOf({ verse: 5, code: 5, digit: 5, melody: 5 })).toBe('verse');
});

it('finds the note of a token; bar lines have none', () => {
  const tokens = ['|', '@0', 'C4', ':1', '@1', 'rest', ':1', '|', '@0', 'D4', ':2', 'end'].map((text) => ({ text }));
  expect(tokens.map((_, place) => noteOf(tokens, place))).toEqual([
    ...[undefined, 0, 0, 0, 1, 1, 1],
    ...[undefined, 2, 2, 2, undefined],
  ]);
});
