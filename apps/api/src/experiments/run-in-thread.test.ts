/** The limits are real: each of these would go on for ever or take the whole machine. */
import { expect, test } from 'vitest';
import type { Limits } from './limits.ts';
import { type Outcome, runInThread } from './run-in-thread.ts';

const LIMITS: Limits = { timeMs: 4_000, heapMegabytes: 32, bufferMegabytes: 64 };
const entry = new URL('../../test/fixtures/misbehaving-thread.ts', import.meta.url);

function run(settings: string, change: { limits?: Partial<Limits>; signal?: AbortSignal } = {}): Promise<Outcome> {
  const { limits = {}, signal = new AbortController().signal } = change;
  const task = { evaluator: 'test-set', files: [], settings, authored: {} } as const;
  return runInThread(task, { limits: { ...LIMITS, ...limits }, onProgress: () => undefined, signal, entry });
}

const codeOf = (outcome: Outcome) => (outcome.kind === 'refused' ? outcome.reason.code : outcome.kind);

test('an endless loop is ended when its time is up, and soon after', async () => {
  const started = performance.now();
  expect(codeOf(await run('hang', { limits: { timeMs: 500 } }))).toBe('too-long');
  expect(performance.now() - started).toBeLessThan(3_000);
});

test.each(['heap', 'buffers', 'wasm'])('too much memory in %s ends the thread and not the process', async (kind) => {
  // Time enough for a busy machine to fill the memory.
  expect(codeOf(await run(kind, { limits: { timeMs: 120_000 } }))).toBe('too-much-memory');
});

test('a fault and a sudden exit are told apart from a bad upload', async () => {
  expect(await run('crash')).toEqual({ kind: 'crashed', detail: 'the evaluator broke' });
  expect(await run('exit')).toMatchObject({ kind: 'crashed' });
});

test('one that is no longer wanted is ended at once', async () => {
  const aborting = new AbortController();
  setTimeout(() => aborting.abort(new Error('cancelled')), 200);
  const started = performance.now();
  await expect(run('hang', { signal: aborting.signal })).rejects.toThrow('cancelled');
  expect(performance.now() - started).toBeLessThan(2_000);
});
