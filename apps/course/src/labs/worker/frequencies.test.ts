import { expect, test } from 'vitest';
import { characterFrequencies } from './frequencies.ts';

test('frequencies add up to one; an unseen character is rare, not impossible; a foreign one does not count', () => {
  expect(characterFrequencies('aab?', ['a', 'b', 'c'])).toEqual({ a: 3 / 6, b: 2 / 6, c: 1 / 6 });
});
