import { expect, test } from 'vitest';
import { measureInTurns, median, medianRatio } from './measure.ts';

test('the median of an odd and of an even number of values', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('the ratio is taken within each round, so a slow round cancels out', () => {
  expect(medianRatio([20, 200, 22], [10, 100, 11])).toBe(2);
});

test('runs take turns, and warm-ups leave no times', async () => {
  const order: string[] = [];
  const times = await measureInTurns({ a: () => order.push('a'), b: () => order.push('b') }, { rounds: 2, warmUps: 1 });
  expect(order.join('')).toBe('ababab');
  expect([times.a.length, times.b.length]).toEqual([2, 2]);
});

test('an aborted measurement ends before its next turn', async () => {
  const controller = new AbortController();
  let turns = 0;
  const run = () => {
    turns++;
    controller.abort();
  };
  await expect(measureInTurns({ run }, { rounds: 9, signal: controller.signal })).rejects.toThrow(/abort/i);
  expect(turns).toBe(1);
});
