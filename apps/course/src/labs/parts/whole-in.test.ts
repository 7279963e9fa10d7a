import { expect, test } from 'vitest';
import { wholeIn } from './whole-in.ts';

test.each([
  [600, 600],
  [12.9, 12],
  [1_000_000, 5_000],
  [Number.POSITIVE_INFINITY, 5_000],
  [-3, 5],
  [0, 5],
  [Number.NaN, undefined],
])('of %d typed where 5 to 5,000 is allowed, %s is taken', (typed, taken) => {
  expect(wholeIn(typed, 5, 5_000)).toBe(taken);
});
