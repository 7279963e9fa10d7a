/** The way of an experiment: announced, uploaded, queued, run again, graded; on both databases, and whatever goes wrong. */
import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { COMPUTING_TIMEOUT_MS } from '../../../vitest.shared.ts';
import { queryRows } from '../src/db/raw-query.ts';
import { attempt, experimentFile, experimentPiece, experimentRun, learner } from '../src/db/tables.ts';
import { sweepRuns } from '../src/experiments/sweep-runs.ts';
import { startWorker } from '../src/experiments/work.ts';
import type { ExperimentView } from '../src/schemas/experiment.ts';
import { openAny, SQL_ENGINES, type TestDatabase } from './databases.ts';
import {
  announce,
  bench,
  type Cleanups,
  cleanUp,
  handIn,
  MISBEHAVING,
  put,
  request,
  SETTINGS,
  three,
  train,
  until,
} from './experiment-bench.ts';
import { checkpoint } from './fixtures/checkpoint.ts';
import { NOON } from './harness.ts';

const SOON = { interval: 50, timeout: COMPUTING_TIMEOUT_MS };

const cleanups: Cleanups = [];
afterEach(() => cleanUp(cleanups));
const newBench = (open: () => Promise<TestDatabase>) => bench(open, cleanups);

describe.each(SQL_ENGINES.map((engine) => [engine.name, engine] as const))('%s', (_name, { open, skip }) => {
  test.skipIf(skip)(
    `a model is uploaded, run again, graded once, and its bytes are gone${skip ? ` (${skip})` : ''}`,
    async () => {
      const { app, db, work } = await newBench(open);
      const browser = await app.signedIn();
      const files = await checkpoint();
      const announced = announce(files);
      const { body: created } = await browser.post<ExperimentView>('/api/experiments', announced);
      expect(created).toMatchObject({ state: 'uploading', missing: [...files.keys()].sort() });
      for (const [name, bytes] of files)
        expect((await put(app, browser, `/api/experiments/${created.id}/files/${name}`, bytes)).status).toBe(200);
      const { body: started } = await browser.post<ExperimentView>(`/api/experiments/${created.id}/start`, {});
      expect(started).toMatchObject({ state: 'queued', ahead: 0, workers: 'absent', missing: [] });

      await work();
      const done = await until(browser, created.id);
      expect(done).toMatchObject({
        state: 'graded',
        progress: 1,
        result: { verdict: 'partly', score: 2, maxScore: 4, bestScore: 2 },
      });
      expect(done.metrics?.['plays-nats']).toBeCloseTo(4.1, 0);
      expect(done.result?.feedback).toEqual([{ tone: 'hint', text: { zh: 'CANARY 半', en: 'CANARY half' } }]);
      expect(await db.select().from(experimentPiece)).toEqual([]);
      expect(await db.select().from(experimentFile)).toEqual([]);

      // Asked again, nothing happens again.
      await browser.post(`/api/experiments/${created.id}/start`, {});
      expect(await browser.post('/api/experiments', announced)).toMatchObject({
        status: 200,
        body: { id: created.id, state: 'graded' },
      });
      expect(await db.select().from(attempt)).toHaveLength(1);
      expect(await browser.get('/api/lessons/lab/attempts')).toMatchObject({
        body: { attempts: [{ questionId: 'train', bestScore: 2 }] },
      });
      expect(await browser.get('/api/lessons/lab/experiments')).toMatchObject({
        body: { experiments: [{ id: created.id, state: 'graded' }] },
      });
    },
  );

  test.skipIf(skip)('a worker that dies in the middle is followed by another, and the result counts once', async () => {
    const { app, db, work, secondQueue } = await newBench(open);
    const browser = await app.signedIn();
    await work(MISBEHAVING);
    const { id } = await handIn(browser, 'slow');
    await until(browser, id, ({ progress }) => progress > 0);

    // The first worker's job is taken from it, as when its process is gone; its thread still runs and must not count.
    const queue = secondQueue();
    await queue.reclaim();
    await db.update(experimentRun).set({ settings: SETTINGS }).where(eq(experimentRun.id, id));
    const other = await startWorker({ db, queue, now: () => NOON, log: () => undefined });
    cleanups.push(() => other.stop());
    expect(await until(browser, id)).toMatchObject({ state: 'graded' });
    const [run] = await db.select().from(experimentRun);
    expect(run?.tries).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 700)); // the first one notices that it holds nothing any more
    expect(await db.select().from(attempt)).toHaveLength(1);
  });

  test.skipIf(skip)(
    'what crashes its thread is tried twice and given up, jobs that name no run are dropped, and neither holds up anybody',
    async () => {
      const { app, db, work } = await newBench(open);
      const [first, second] = [await app.signedIn(), await app.signedIn()];
      const poisoned = await handIn(first, 'crash');
      for (const data of ['null', '{}', '{"runId":"x"}', `{"runId":"${randomUUID()}"}`]) {
        await db.execute(sql`insert into pgboss.job (name, data) values ('experiment', ${data}::jsonb)`);
      }
      const sound = await handIn(second, 'measure');
      await work(MISBEHAVING);
      expect(await until(second, sound.id)).toMatchObject({ state: 'graded', result: { verdict: 'right' } });
      const ended = await until(first, poisoned.id);
      expect(ended).toMatchObject({ state: 'failed', reason: { code: 'gave-up' } });
      expect(ended.reason?.text.zh).toContain('不是你的错');
      expect(await db.select().from(attempt)).toHaveLength(1);
      expect(app.logged.some((line) => line.includes('the evaluator broke'))).toBe(true);
      const left = await queryRows<{ n: number }>(
        db,
        sql`select count(*)::int as n from pgboss.job where state < 'completed'`,
      );
      expect(left).toEqual([{ n: 0 }]);
    },
  );

  test.skipIf(skip)('a worker that is told to stop puts its run back uncounted, and the next one does it', async () => {
    const { app, db, work } = await newBench(open);
    const browser = await app.signedIn();
    const worker = await work(MISBEHAVING);
    const { id } = await handIn(browser, 'slow');
    await until(browser, id, ({ progress }) => progress > 0);
    await worker.stop();
    expect(await db.select().from(experimentRun)).toMatchObject([{ state: 'queued', tries: 0, heldBy: null }]);
    await db.update(experimentRun).set({ settings: SETTINGS });
    await work();
    expect(await until(browser, id)).toMatchObject({ state: 'graded' });
  });
});

describe('while it waits or runs', () => {
  const setUp = () => newBench(openAny);

  test('cancelling stops it wherever it is, frees its place, and nothing counts', async () => {
    const { app, db, work } = await setUp();
    const browser = await app.signedIn();
    const waiting = await handIn(browser, 'slow');
    expect(await browser.post(`/api/experiments/${waiting.id}/cancel`, {})).toMatchObject({
      body: { state: 'cancelled' },
    });
    await work(MISBEHAVING);
    const running = await handIn(browser, 'slow');
    await until(browser, running.id, ({ progress }) => progress > 0);
    await browser.post(`/api/experiments/${running.id}/cancel`, {});
    const next = await handIn(browser, 'exit');
    expect((await until(browser, next.id)).state).toBe('failed'); // its turn came: the slow one takes 5 s
    expect((await until(browser, running.id)).state).toBe('cancelled');
    expect(await db.select().from(attempt)).toEqual([]);
  });

  test('a learner who is deleted meanwhile leaves nothing behind', async () => {
    const { app, db, work } = await setUp();
    const browser = await app.signedIn();
    await work(MISBEHAVING);
    const { id } = await handIn(browser, 'slow');
    await until(browser, id, ({ progress }) => progress > 0);
    await db.delete(learner);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await db.select().from(experimentRun)).toEqual([]);
    expect(await db.select().from(attempt)).toEqual([]);
    expect(app.logged).toEqual([]);
  });

  test('an upload that never ends is cleared after an hour, a run that nobody takes after a day', async () => {
    const { app, db } = await setUp();
    const browser = await app.signedIn();
    await browser.post('/api/experiments', request({ ...train, files: three(10) }));
    await handIn(browser);
    const after = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
    await sweepRuns(db, after(0.9));
    expect((await db.select().from(experimentRun)).map(({ state }) => state).sort()).toEqual(['queued', 'uploading']);
    await sweepRuns(db, after(1.1));
    expect((await db.select().from(experimentRun)).map(({ reason }) => reason?.code).sort()).toEqual([
      'upload-abandoned',
      undefined,
    ]);
    expect(await db.select().from(experimentFile)).toEqual([]);
    await sweepRuns(db, after(25));
    expect((await db.select().from(experimentRun)).map(({ state }) => state)).toEqual(['failed', 'failed']);
  });

  test('the queue can be watched', async () => {
    const { app, work } = await setUp();
    await handIn(await app.signedIn(), 'slow');
    await handIn(await app.signedIn(), 'slow');
    app.setClock(new Date(NOON.getTime() + 30_000));
    const browser = app.browser();
    expect((await browser.get('/api/health/experiments')).body).toEqual({
      queued: 2,
      running: 0,
      waitingSeconds: 30,
      workers: 0,
    });
    await work(MISBEHAVING);
    const expected = { queued: 1, running: 1, waitingSeconds: 30, workers: 1 };
    // Between two looks timers must get their turn: PGlite answers without leaving the thread, so a loop that only asks
    // it would starve the queue's polling, and with it this test's own time limit, for ever.
    await expect.poll(async () => (await browser.get('/api/health/experiments')).body, SOON).toEqual(expected);
  });
});
