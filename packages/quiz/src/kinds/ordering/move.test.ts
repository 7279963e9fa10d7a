import { expect, test } from 'vitest';
import { move, placeAt } from './move.ts';

test('an item moves down and up, and the others close ranks', () => {
  expect(move(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(move(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
});

test('a move past either end stops at the end', () => {
  expect(move(['a', 'b', 'c'], 2, 9)).toEqual(['a', 'b', 'c']);
  expect(move(['a', 'b', 'c'], 1, -4)).toEqual(['b', 'a', 'c']);
});

test('a pointer means the row whose middle it has not passed', () => {
  const rows = [0, 50, 100].map((top) => ({ top, height: 50 }));
  expect([-10, 24, 26, 76, 999].map((y) => placeAt(y, rows))).toEqual([0, 0, 1, 2, 2]);
});
