import { expect, test } from 'vitest';
import { choiceOfCount, firstChoices, readChoices } from './choices.ts';

test('sound choices come back as they were, damaged ones as at first', () => {
  const choices = { guess: 3, setting: { columns: 400, passages: 5, threshold: 0.4, search: 'words' as const } };
  expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  expect(readChoices({ setting: { columns: 7, passages: 99, threshold: 'x', search: 'luck' } })).toEqual(
    firstChoices(),
  );
  expect(readChoices(null)).toEqual(firstChoices());
});

test('a count of six falls into none, one or two, three or four, more', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map(choiceOfCount)).toEqual([0, 1, 1, 2, 2, 3, 3]);
});
