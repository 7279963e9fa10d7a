import type { ExperimentView } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import { isUnderWay, pauseBefore, statusOf } from './desk-status.ts';

const run = (change: Partial<ExperimentView>): ExperimentView => ({
  id: '7f4df0f5-7d0e-4f3e-9a4c-1d2c3b4a5968',
  lesson: 'next-token',
  questionId: 'train',
  questionVersion: 'v',
  state: 'queued',
  missing: [],
  ahead: 2,
  workers: 'ready',
  progress: 0.25,
  createdAt: '2026-11-25T12:00:00.000Z',
  ...change,
});
const reason = { code: 'not-finite', text: { zh: '不是数', en: 'not a number' } };

test.each([
  [{ state: 'queued' }, { phase: 'queued', ahead: 2, worked: true }],
  [
    { state: 'queued', workers: 'absent' },
    { phase: 'queued', ahead: 2, worked: false },
  ],
  [{ state: 'running' }, { phase: 'running', share: 0.25 }],
  [
    { state: 'graded', metrics: { parameters: 7 } },
    { phase: 'graded', metrics: { parameters: 7 } },
  ],
  [
    { state: 'refused', reason },
    { phase: 'refused', reason: reason.text },
  ],
  [
    { state: 'failed', reason },
    { phase: 'refused', reason: reason.text },
  ],
  [{ state: 'cancelled' }, { phase: 'cancelled' }],
] as const)('%j is shown as %j', (change, status) => {
  expect(statusOf(run(change as Partial<ExperimentView>))).toEqual(status);
});

test('only what waits or runs is watched, and ever less often', () => {
  expect(isUnderWay(run({ state: 'running' }))).toBe(true);
  expect(isUnderWay(run({ state: 'graded' }))).toBe(false);
  const pauses = Array.from({ length: 40 }, (_, look) => pauseBefore(look));
  expect(pauses[0]).toBeLessThan(500);
  expect(pauses.at(-1)).toBe(5_000);
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
});
