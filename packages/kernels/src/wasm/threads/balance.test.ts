import { expect, test } from 'vitest';
import { createBalance } from './balance.ts';

/** Jobs that one thread does in 6 ms; two threads do them in 3 and wait. Returns whether it shares afterwards, and the time then. */
function play(balance: ReturnType<typeof createBalance>, start: number, jobs: number, waitedMs: number) {
  let now = start;
  for (let i = 0; i < jobs; i++) {
    now += 3 + waitedMs;
    balance.note({ tookMs: 3 + waitedMs, aloneMs: 6 }, now);
  }
  return { now, isSharing: balance.isSharing(now) };
}

test('goes on sharing while it is faster', () => {
  expect(play(createBalance(2), 0, 1000, 1).isSharing).toBe(true);
});

test('stops sharing when waiting costs more than help is worth, and tries again later', () => {
  const balance = createBalance(2);
  const { now, isSharing } = play(balance, 0, 5, 5);
  expect(isSharing).toBe(false);
  expect([balance.isSharing(now + 50), balance.isSharing(now + 100)]).toEqual([false, true]);
});

test('tries less and less often while it does not pay, at least once a second, and more often once it did', () => {
  const balance = createBalance(2);
  let now = 0;
  const rests = Array.from({ length: 6 }, () => {
    while (balance.isSharing(now)) now = play(balance, now, 1, 20).now;
    const start = now;
    while (!balance.isSharing(now)) now += 10;
    return now - start;
  });
  expect(rests).toEqual([100, 200, 400, 800, 1000, 1000]);
  now = play(balance, now, 100, 0).now;
  while (balance.isSharing(now)) now = play(balance, now, 1, 20).now;
  expect([balance.isSharing(now + 99), balance.isSharing(now + 100)]).toEqual([false, true]);
});

test('one long wait among much that went well changes nothing', () => {
  const balance = createBalance(2);
  const { now } = play(balance, 0, 10, 0);
  balance.note({ tookMs: 11, aloneMs: 6 }, now + 11);
  expect(balance.isSharing(now + 11)).toBe(true);
});

test('a gain that two threads can not have counts as none: the measure was interrupted', () => {
  const balance = createBalance(2);
  for (let now = 10; now <= 40; now += 10) balance.note({ tookMs: 10, aloneMs: 40 }, now);
  expect(balance.isSharing(40)).toBe(false);
});
