import { expect, it } from 'vitest';
import { choiceOfShare, firstChoices, readChoices } from './choices.ts';

it('keeps what is sound and mends what is not', () => {
  const chosen = { ...firstChoices(), guess: 2, perKind: 34, seed: 7, stage: 'ppo', property: 'age' };
  expect(readChoices(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  expect(readChoices({ perKind: 1e9, seed: -1, stage: 'x', property: 3, backend: 'abacus' })).toEqual(firstChoices());
  expect(readChoices('nothing')).toEqual(firstChoices());
});

it('a share belongs to one of the three guesses', () => {
  expect([0, 0.29, 0.3, 0.7, 0.71, 1].map(choiceOfShare)).toEqual([0, 0, 1, 1, 2, 2]);
});
