import { expect, test } from 'vitest';
import { scaleOf, ticksOf } from './scale.ts';

test('values spread over the pixels, downwards too', () => {
  const y = scaleOf([1, 3], 100, 0);
  expect([1, 2, 3].map(y)).toEqual([100, 50, 0]);
  expect(scaleOf([7, 7], 0, 10)(7)).toBe(5);
});

test.each([
  [[0, 600], 5, [0, 200, 400, 600]],
  [[1.4, 2.3], 4, [1.5, 2]],
  [[0, 1], 4, [0, 0.5, 1]],
  [[3, 3], 4, [3]],
])('ticks within %j are round numbers', (values, count, ticks) => {
  expect(ticksOf(values, count)).toEqual(ticks);
});
