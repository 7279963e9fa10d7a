import { expect, it } from 'vitest';
import { moveInGrid } from './grid-move.ts';

it.each([
  ['ArrowUp', { row: 0, column: 1 }],
  ['ArrowDown', { row: 2, column: 1 }],
  ['ArrowLeft', { row: 1, column: 0 }],
  ['ArrowRight', { row: 1, column: 2 }],
  ['Home', { row: 1, column: 0 }],
  ['End', { row: 1, column: 3 }],
])('%s leads to its neighbour', (key, to) => {
  expect(moveInGrid(key, { row: 1, column: 1 }, 3, 4)).toEqual(to);
});

it('stops at the edges, and leaves other keys alone', () => {
  expect(moveInGrid('ArrowUp', { row: 0, column: 0 }, 3, 4)).toEqual({ row: 0, column: 0 });
  expect(moveInGrid('ArrowRight', { row: 0, column: 3 }, 3, 4)).toEqual({ row: 0, column: 3 });
  expect(moveInGrid('a', { row: 0, column: 0 }, 3, 4)).toBeUndefined();
});
