import { expect, test } from 'vitest';
import { formatPoints } from './messages.ts';

test('points have at most two decimals, a real minus, and a plus where a sign is asked for', () => {
  expect([2, -6, 0.755, 0, 1 / 3].map((points) => formatPoints(points))).toEqual(['2', '−6', '0.76', '0', '0.33']);
  expect([2, -6, 0].map((points) => formatPoints(points, true))).toEqual(['+2', '−6', '0']);
});
