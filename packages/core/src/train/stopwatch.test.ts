import { expect, test } from 'vitest';
import { createStopwatch } from './stopwatch.ts';

const NIGHT_MS = 8 * 3_600_000;

test('a night in the middle of a step counts as an ordinary step, and the next ones as they are', () => {
  const watch = createStopwatch();
  expect([100, 120, 110].map((ms) => watch.count(ms))).toEqual([100, 120, 110]);
  expect(watch.count(NIGHT_MS)).toBe(110);
  expect(watch.count(NIGHT_MS)).toBe(110); // two nights in a row
  expect(watch.count(90)).toBe(90);
});

test('slow work is no sleep: neither under 30 s, nor under ten times what it took before, nor at the first time', () => {
  const watch = createStopwatch();
  expect(watch.count(40_000)).toBe(40_000);
  expect(watch.count(300_000)).toBe(300_000);
  const quick = createStopwatch();
  quick.count(10);
  expect(quick.count(29_000)).toBe(29_000);
});
