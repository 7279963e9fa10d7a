/** The way of an experiment: announced, uploaded, queued, run again, graded; on both databases, and whatever goes wrong. */
import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { queryRows } from '../src/db/raw-query.ts';
import { attempt, experimentFile, experimentPiece, experimentRun, learner } from '../src/db/tables.ts';
import { createQueue, type ExperimentQueue } from '../src/experiments/queue.ts';
import { sweepRuns } from '../src/experiments/sweep-runs.ts';
import { type ExperimentWorker, startWorker } from '../src/experiments/work.ts';
import type { ExperimentView } from '../src/schemas/experiment.ts';
import { ENGINES, openAny, type TestDatabase } from './databases.ts';
import { experimentCourse, VERSIONS } from './experiment-course.ts';
import { checkpoint, type Files } from './fixtures/checkpoint.ts';
import { type Answer, type Browser, NOON, type TestApp, testApp } from './harness.ts';

const MISBEHAVING = new URL('./fixtures/misbehaving-thread.ts', import.meta.url);
const ORIGIN = 'http://localhost:4321';
const SOON = { interval: 50, timeout: 15_000 };
const SETTINGS = { search: 'both', passages: 5, threshold: 0.7 };

interface Bench {
  app: TestApp;
  db: TestDatabase['database']['db'];
  /** Starts a worker; with `entry` its threads do what the settings say. */
  work(entry?: URL): Promise<ExperimentWorker>;
  /** Another process on the same database, as far as a test can be one. */
  secondQueue(): ExperimentQueue;
}

const cleanups: (() => Promise<unknown>)[] = [];
/** What outlives a single test. */
const kept: (() => Promise<unknown>)[] = [];
const keep = () => kept.push(...cleanups.splice(0));
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function bench(open: () => Promise<TestDatabase>): Promise<Bench> {
  const { database, remove } = await open();
  cleanups.push(remove);
  const newQueue = () => {
    const queue = createQueue(database, { log: () => undefined, pollSeconds: 0.5 });
    cleanups.push(() => queue.close());
    return queue;
  };
  const queue = newQueue();
  const app = await testApp(database, { catalogue: experimentCourse(), queue });
  return {
    app,
    db: database.db,
    async work(entry) {
      const log = (line: string) => app.logged.push(line);
      const worker = await startWorker({ db: database.db, queue, now: () => NOON, log, ...(entry && { entry }) });
      cleanups.push(() => worker.stop());
      return worker;
    },
    secondQueue: newQueue,
  };
}

function request(change: Record<string, unknown> = {}) {
  return {
    idempotencyKey: randomUUID(),
    lesson: 'lab',
    questionId: 'tune',
    questionVersion: VERSIONS.tune,
    settings: SETTINGS,
    ...change,
  };
}

function announce(files: Files, change: Record<string, unknown> = {}) {
  const announced = [...files].map(([name, bytes]) => ({ name, sizeBytes: bytes.length }));
  return request({
    questionId: 'train',
    questionVersion: VERSIONS.train,
    settings: undefined,
    files: announced,
    ...change,
  });
}

async function put(
  app: TestApp,
  browser: Browser,
  path: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
) {
  const response = await app.request(path, {
    method: 'PUT',
    body: body as Uint8Array<ArrayBuffer>,
    headers: { cookie: browser.cookie ?? '', origin: ORIGIN, 'content-type': 'application/octet-stream', ...headers },
  });
  return { status: response.status, body: await response.json() };
}

/** Hands settings in and puts them into the queue. */
async function handIn(browser: Browser, settings: unknown = SETTINGS): Promise<ExperimentView> {
  const { status, body } = await browser.post<ExperimentView>('/api/experiments', request({ settings }));
  expect(status).toBe(201);
  const started = await browser.post<ExperimentView>(`/api/experiments/${body.id}/start`, {});
  expect(started.status).toBe(200);
  return started.body;
}

async function until(
  browser: Browser,
  id: string,
  wanted: (view: ExperimentView) => boolean = ({ state }) => !['uploading', 'queued', 'running'].includes(state),
): Promise<ExperimentView> {
  for (let look = 0; look < 300; look++) {
    const { body } = await browser.get<ExperimentView>(`/api/experiments/${id}`);
    if (wanted(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`experiment ${id} never came so far`);
}

const [inMemory, , onPostgres] = ENGINES;
const QUEUES = [inMemory, onPostgres].filter((engine) => engine !== undefined);

describe.each(QUEUES.map((engine) => [engine.name, engine] as const))('%s', (_name, { open, skip }) => {
  test.skipIf(skip)(
    `a model is uploaded, run again, graded once, and its bytes are gone${skip ? ` (${skip})` : ''}`,
    async () => {
      const { app, db, work } = await bench(open);
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
    const { app, db, work, secondQueue } = await bench(open);
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
      const { app, db, work } = await bench(open);
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
    const { app, db, work } = await bench(open);
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

const size = (name: string, sizeBytes: number) => ({ name, sizeBytes });
const three = (weights: number) => [
  size('config.json', 100),
  size('model.safetensors', weights),
  size('tokenizer.json', 100),
];
const train = { questionId: 'train', questionVersion: VERSIONS.train, settings: undefined };

const openBench = () => bench(openAny);

describe('while it waits or runs', () => {
  const setUp = openBench;

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

describe('whatever is sent', () => {
  let shared: Bench;
  beforeAll(async () => {
    shared = await openBench();
    keep();
  });
  afterAll(async () => {
    for (const clean of kept.splice(0).reverse()) await clean();
  });
  const setUp = () => shared;

  test('an experiment of somebody else does not exist', async () => {
    const { app } = setUp();
    const [owner, other] = [await app.signedIn(), await app.signedIn()];
    const { id } = await handIn(owner);
    const paths = [`/api/experiments/${id}`, `/api/experiments/${id}/start`, `/api/experiments/${id}/cancel`];
    const answers: Answer<unknown>[] = [
      await other.get(paths[0] ?? ''),
      await other.post(paths[1] ?? '', {}),
      await other.post(paths[2] ?? '', {}),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'experiment-unknown' } } });
    expect((await put(app, other, `/api/experiments/${id}/files/config.json`, new Uint8Array(3))).status).toBe(404);
    expect((await app.browser().post('/api/experiments', request())).status).toBe(401);
  });

  test('measured numbers can’t be sent as an answer', async () => {
    const { app, db } = setUp();
    const browser = await app.signedIn();
    const forged = {
      idempotencyKey: randomUUID(),
      lesson: 'lab',
      questionId: 'tune',
      questionVersion: VERSIONS.tune,
      response: { kind: 'experiment', metrics: { wrong: 0, right: 1 } },
      answeredAt: NOON.toISOString(),
    };
    expect(await browser.post('/api/attempts', forged)).toMatchObject({
      status: 422,
      body: { error: { code: 'experiment-needed' } },
    });
    expect(await db.select().from(attempt)).toEqual([]);
  });

  test.each([
    ['a question that is not there', { questionId: 'none' }, 404, 'question-unknown'],
    ['a version that never was', { questionVersion: 'x' }, 409, 'question-version-unknown'],
    ['settings where a model is asked for', { ...train, settings: {} }, 422, 'files-needed'],
    ['files where settings are asked for', { files: three(10) }, 422, 'settings-needed'],
    ['a file too few', { ...train, files: three(10).slice(1) }, 422, 'files-needed'],
    ['a file twice', { ...train, files: [...three(10).slice(1), size('tokenizer.json', 1)] }, 422, 'files-needed'],
    ['weights beyond the limit', { ...train, files: three(16 * 2 ** 20 + 1) }, 413, 'file-too-large'],
    ['a path for a name', { ...train, files: [size('../config.json', 10)] }, 422, 'invalid-request'],
    ['an empty file', { ...train, files: three(0) }, 422, 'invalid-request'],
    [
      'settings nested too deep',
      { settings: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) },
      422,
      'invalid-request',
    ],
  ])('%s is refused and nothing is stored', async (_what, change, status, code) => {
    const { app } = setUp();
    const browser = await app.signedIn();
    expect(await browser.post('/api/experiments', request(change))).toMatchObject({
      status,
      body: { error: { code } },
    });
    expect((await browser.get('/api/lessons/lab/experiments')).body).toEqual({ experiments: [] });
  });

  test('a file comes as announced or not at all', async () => {
    const { app, db } = setUp();
    const browser = await app.signedIn();
    const files = three(600_000);
    const { body } = await browser.post<ExperimentView>('/api/experiments', request({ ...train, files }));
    const send = (name: string, bytes: number, headers = {}) =>
      put(app, browser, `/api/experiments/${body.id}/files/${name}`, new Uint8Array(bytes), headers);
    expect((await send('model.safetensors', 600_001)).status).toBe(413);
    expect((await send('model.safetensors', 599_999)).status).toBe(422);
    expect((await send('config.json', 100, { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await send('config.json', 100, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('config.json', 100, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await send('..%2Fconfig.json', 100)).status).toBe(422);
    expect(await browser.post(`/api/experiments/${body.id}/start`, {})).toMatchObject({
      status: 409,
      body: { error: { code: 'files-missing' } },
    });
    expect((await send('model.safetensors', 600_000)).body).toMatchObject({
      missing: ['config.json', 'tokenizer.json'],
    });
    expect(await db.select().from(experimentPiece).where(eq(experimentPiece.runId, body.id))).toHaveLength(3);
  });

  test('two at a time and forty a day are enough; the third is told so in both languages', async () => {
    const { app } = setUp();
    const browser = await app.signedIn();
    const [{ id }] = [await handIn(browser), await handIn(browser)];
    const refused = await browser.post<{ error: { problem: { text: { zh: string } } } }>('/api/experiments', request());
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'experiments-open' } } });
    expect(refused.body.error.problem.text.zh).toContain('排队');
    await browser.post(`/api/experiments/${id}/cancel`, {});
    for (let count = 2; count < 40; count++) {
      const { body } = await browser.post<ExperimentView>('/api/experiments', request());
      await browser.post(`/api/experiments/${body.id}/cancel`, {});
    }
    expect(await browser.post('/api/experiments', request())).toMatchObject({
      status: 429,
      body: { error: { code: 'experiments-a-day' } },
    });
    expect((await (await app.signedIn()).post('/api/experiments', request())).status).toBe(201);
  });

  test('the same key for something else is refused', async () => {
    const { app } = setUp();
    const browser = await app.signedIn();
    const first = request();
    await browser.post('/api/experiments', first);
    expect((await browser.post('/api/experiments', { ...first, settings: {} })).status).toBe(409);
  });
});
