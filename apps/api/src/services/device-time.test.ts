import { expect, test } from 'vitest';
import { onServerClock } from './device-time.ts';

const RECEIVED = new Date('2026-11-26T12:00:00Z');
const minutes = (count: number, from = RECEIVED) => new Date(from.getTime() + count * 60_000);
const DAYS = 24 * 60;

test.each([
  ['a right clock, sent at once', minutes(0), minutes(0), 0],
  ['a right clock, kept for an hour without a network', minutes(-60), minutes(0), -60],
  ['a clock two days slow', minutes(-2 * DAYS - 3), minutes(-2 * DAYS), -3],
  ['a clock a year fast', minutes(365 * DAYS - 3), minutes(365 * DAYS), -3],
  ['a fast clock that was set right between answering and sending', minutes(2 * DAYS), minutes(0), 0],
  ['a clock that nobody told of', minutes(-7), undefined, -7],
  ['a fast clock that nobody told of', minutes(7), undefined, 0],
])('%s', (_case, told, sentAt, expected) => {
  expect(onServerClock(told, sentAt, RECEIVED)).toEqual(minutes(expected));
});

test('a clock that was never set is no year before 1970', () => {
  expect(onServerClock(new Date('0000-01-01T00:00:00Z'), undefined, RECEIVED).getTime()).toBe(0);
});
