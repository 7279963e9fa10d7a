import { expect, test } from 'vitest';
import { isCut, leftAfterCuts } from './cuts.ts';

test('what top-k or top-p left nothing of is cut', () => {
  expect(isCut(0, 2, { topK: 2 })).toBe(true);
  expect(isCut(0, 2, { topP: 0.9 })).toBe(true);
  expect(isCut(0.1, 1, { topK: 2 })).toBe(false);
});

test('a chance too small for a number, near temperature 0, is not cut', () => {
  expect(isCut(0, 1, {})).toBe(false);
  expect(isCut(0, 1, { topK: 40 })).toBe(false);
});

test('what is left is counted by the cuts and not by what rounds to zero', () => {
  const cold = [1, 0, 0, 0];
  expect(leftAfterCuts(cold, {})).toBe(4);
  expect(leftAfterCuts(cold, { topK: 2 })).toBe(2);
  expect(leftAfterCuts(cold, { topK: 9 })).toBe(4);
  expect(leftAfterCuts(cold, { topP: 0.5 })).toBe(1);
});
