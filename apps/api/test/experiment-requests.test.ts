/** Whatever is sent as an experiment: of others, forged, too much, too often, not as announced. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attempt, experimentPiece } from '../src/db/tables.ts';
import type { ExperimentView } from '../src/schemas/experiment.ts';
import { openAny } from './databases.ts';
import {
  type Bench,
  bench,
  type Cleanups,
  cleanUp,
  handIn,
  put,
  request,
  size,
  three,
  train,
} from './experiment-bench.ts';
import { VERSIONS } from './experiment-course.ts';
import { type Answer, NOON } from './harness.ts';

const cleanups: Cleanups = [];
let shared: Bench;
beforeAll(async () => {
  shared = await bench(openAny, cleanups);
});
afterAll(() => cleanUp(cleanups));
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
  ['settings nested too deep', { settings: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) }, 422, 'invalid-request'],
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
