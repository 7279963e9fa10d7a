import { describe, expect, it } from 'vitest';
import { cut, firstChoices, isOff, readChoices, TEXT_MOST, toggleHead } from './choices.ts';

describe('choices from a link', () => {
  it('come back as they were', () => {
    const choices = {
      ...firstChoices('zh'),
      text: '明月几时有',
      place: 4,
      seen: 3,
      layer: 2,
      head: 1,
      guess: 1,
      off: [{ layer: 3, head: 0 }],
    };
    expect(readChoices(JSON.parse(JSON.stringify(choices)), 'zh')).toEqual(choices);
  });

  it.each([undefined, null, 7, 'x', [], { off: 'all', layer: 99, head: -1, text: 5, backend: 'quantum' }])(
    'fall back to the first ones from %j',
    (json) => {
      expect(readChoices(json, 'en')).toEqual(firstChoices('en'));
    },
  );

  it('never point outside the text or at a head that is not there', () => {
    const { place, seen, off } = readChoices(
      { text: 'ab', place: 40, seen: 39, off: [{ layer: 4, head: 0 }, {}] },
      'en',
    );
    expect([place, seen, off]).toEqual([3, 3, []]);
  });
});

it('a head switched twice is as it was', () => {
  const which = { layer: 1, head: 2 };
  const off = toggleHead([], which);
  expect(isOff(off, which)).toBe(true);
  expect(toggleHead(off, which)).toEqual([]);
});

it('a text is cut to what the model can read, by characters and on one line', () => {
  expect([...cut('霜\n'.repeat(60))]).toHaveLength(TEXT_MOST);
  expect(cut('a\n b')).toBe('a b');
});
