/** A bench for the tests of experiments: an app with a queue, workers, uploads, and how to wait for a result. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createQueue, type ExperimentQueue } from '../src/experiments/queue.ts';
import { type ExperimentWorker, startWorker } from '../src/experiments/work.ts';
import type { ExperimentView } from '../src/schemas/experiment.ts';
import type { TestDatabase } from './databases.ts';
import { experimentCourse, VERSIONS } from './experiment-course.ts';
import type { Files } from './fixtures/checkpoint.ts';
import { type Browser, NOON, type TestApp, testApp } from './harness.ts';

export const MISBEHAVING = new URL('./fixtures/misbehaving-thread.ts', import.meta.url);
const ORIGIN = 'http://localhost:4321';
/** An end for what hangs, no judge of speed: other suites may have the cores. */
const LOOKS = 4_000;
const LOOK_MS = 50;
export const SETTINGS = { search: 'both', passages: 5, threshold: 0.7 };

export interface Bench {
  app: TestApp;
  db: TestDatabase['database']['db'];
  /** Starts a worker; with `entry` its threads do what the settings say. */
  work(entry?: URL): Promise<ExperimentWorker>;
  /** Another process on the same database, as far as a test can be one. */
  secondQueue(): ExperimentQueue;
}

/** What ends what a test started, the latest first. */
export type Cleanups = (() => Promise<unknown>)[];

export async function cleanUp(cleanups: Cleanups): Promise<void> {
  for (const clean of cleanups.splice(0).reverse()) await clean();
}

/** Returns an app with a queue on a fresh database; what has to be ended goes into `cleanups`. */
export async function bench(open: () => Promise<TestDatabase>, cleanups: Cleanups): Promise<Bench> {
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

export function request(change: Record<string, unknown> = {}) {
  return {
    idempotencyKey: randomUUID(),
    lesson: 'lab',
    questionId: 'tune',
    questionVersion: VERSIONS.tune,
    settings: SETTINGS,
    ...change,
  };
}

export function announce(files: Files, change: Record<string, unknown> = {}) {
  const announced = [...files].map(([name, bytes]) => ({ name, sizeBytes: bytes.length }));
  return request({
    questionId: 'train',
    questionVersion: VERSIONS.train,
    settings: undefined,
    files: announced,
    ...change,
  });
}

export async function put(
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
export async function handIn(browser: Browser, settings: unknown = SETTINGS): Promise<ExperimentView> {
  const { status, body } = await browser.post<ExperimentView>('/api/experiments', request({ settings }));
  expect(status).toBe(201);
  const started = await browser.post<ExperimentView>(`/api/experiments/${body.id}/start`, {});
  expect(started.status).toBe(200);
  return started.body;
}

export async function until(
  browser: Browser,
  id: string,
  wanted: (view: ExperimentView) => boolean = ({ state }) => !['uploading', 'queued', 'running'].includes(state),
): Promise<ExperimentView> {
  for (let look = 0; look < LOOKS; look++) {
    const { body } = await browser.get<ExperimentView>(`/api/experiments/${id}`);
    if (wanted(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`experiment ${id} never came so far`);
}

export const size = (name: string, sizeBytes: number) => ({ name, sizeBytes });
export const three = (weights: number) => [
  size('config.json', 100),
  size('model.safetensors', weights),
  size('tokenizer.json', 100),
];
export const train = { questionId: 'train', questionVersion: VERSIONS.train, settings: undefined };
