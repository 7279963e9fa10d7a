import { expect, test } from 'vitest';
import { trendOf } from './trend.ts';

/** Two hours, a look every two minutes, with noise that is the same every time. */
function series(valueAt: (hours: number) => number, noise = 1) {
  return Array.from({ length: 60 }, (_, index) => {
    const hours = index / 30;
    return { hours, value: valueAt(hours) + noise * Math.sin(index * 12.9898) };
  });
}

test('noise around a level is flat', () => {
  const { verdict, level } = trendOf(series(() => 100));
  expect(verdict).toBe('flat');
  expect(level).toBeCloseTo(100, 0);
});

test('a leak of 2 % an hour grows, and its slope is found', () => {
  const { verdict, perHour, p } = trendOf(series((hours) => 100 + 2 * hours));
  expect(verdict).toBe('grows');
  expect(perHour).toBeCloseTo(2, 0);
  expect(p).toBeLessThan(0.01);
});

test('what fills up and then stays settles', () => {
  expect(trendOf(series((hours) => 100 + 20 * Math.min(hours, 0.9), 0.1)).verdict).toBe('settles');
});

test('what shrinks falls', () => {
  expect(trendOf(series((hours) => 100 - 5 * hours)).verdict).toBe('falls');
});

test('one outlier is no trend', () => {
  const points = series(() => 100, 0.1);
  points[59] = { hours: 59 / 30, value: 10_000 };
  expect(trendOf(points).verdict).toBe('flat');
});

test('growth below the grain of the measurement does not count', () => {
  expect(trendOf(series((hours) => 10 + hours, 0.1)).verdict).toBe('grows');
  expect(
    trendOf(
      series((hours) => 10 + hours, 0.1),
      30,
    ).verdict,
  ).toBe('flat');
});

test('too few points are refused', () => {
  expect(() => trendOf([{ hours: 0, value: 1 }])).toThrow(/1 points; at least 8/);
});
