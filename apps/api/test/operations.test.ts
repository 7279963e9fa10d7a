/** What whoever runs the server sees: a log without anything personal, metrics, readiness. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../src/operations/log.ts';
import { createMetrics, type Metrics } from '../src/operations/metrics.ts';
import { sourceMarks } from '../src/operations/source-mark.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Browser, submission, type TestApp, testApp, UNDELIVERABLE } from './harness.ts';
import { askForCode, signIn } from './sign-in.ts';

const EMAIL = 'ada.lovelace@example.org';
const WORDS = 'my-private-words';
const ADDRESS = '203.0.113.77';
const AGENT = 'LovelaceBrowser/1.0';
/** Everything a line may have; a new field is a decision. */
const FIELDS = ['code', 'durationMs', 'level', 'method', 'msg', 'requestId', 'route', 'source', 'status', 'time'];

let opened: TestDatabase;
let app: TestApp;
let metrics: Metrics;
let draining = false;
const written: string[] = [];
beforeAll(async () => {
  opened = await openAny();
  metrics = createMetrics();
  app = await testApp(opened.database, {
    log: createLog('json', (line) => written.push(line)),
    metrics,
    isDraining: () => draining,
    adminEmail: EMAIL,
    trustedProxies: 1,
  });
});
afterAll(() => opened.remove());

const lines = () => written.map((line) => JSON.parse(line));
const personal = { 'x-forwarded-for': ADDRESS, 'user-agent': AGENT };

/** Returns the value of a series, or undefined. */
async function read(series: string): Promise<number | undefined> {
  const line = (await metrics.read()).split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('a learner’s whole way through the server leaves nothing personal in the log', async () => {
  const browser = await app.signedIn();
  await signIn(app, browser, EMAIL);
  const { body: learner } = await browser.get<{ learnerId: string }>('/api/learner', personal);
  const answer = submission({
    lesson: 'second-lesson',
    questionId: 'word',
    response: { kind: 'short-text', text: WORDS },
  });
  await browser.post('/api/attempts', answer, personal);
  await browser.post('/api/attempts', { ...answer, idempotencyKey: WORDS }, personal);
  await browser.post('/api/reports', { ...answer, reason: 'unclear', text: WORDS }, personal);
  await browser.post('/api/account/sign-in', { email: EMAIL, code: '000000' }, personal);
  const code = await askForCode(app, app.browser(), EMAIL);
  await browser.post('/api/account/code', { email: UNDELIVERABLE, locale: 'en' }, personal);
  await browser.get(`/api/invitations/${WORDS}?name=${EMAIL}`, personal);
  await browser.get(`/api/certificates/${WORDS}/verification`, personal);
  await browser.get(`/api/${WORDS}/${EMAIL}`, personal);
  await browser.post('/api/attempts', `{"${WORDS}`, personal);
  await opened.database.db.execute('alter table attempt rename to attempt_gone');
  const failed = await browser.post('/api/attempts', { ...answer, idempotencyKey: randomUUID() }, personal);
  await opened.database.db.execute('alter table attempt_gone rename to attempt');
  expect(failed.status).toBe(500);

  const all = written.join('');
  const cookies = (browser.cookie ?? '').split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1));
  expect(cookies.join().length).toBeGreaterThan(40);
  for (const secret of [
    EMAIL,
    'lovelace',
    'undeliverable',
    WORDS,
    ADDRESS,
    AGENT,
    learner.learnerId,
    code,
    ...cookies,
  ]) {
    expect(all.toLowerCase(), secret).not.toContain(secret.toLowerCase());
  }
  expect([...new Set(lines().flatMap((line) => Object.keys(line)))].sort()).toEqual(FIELDS);
  expect(lines().length).toBeGreaterThan(12);
});

test('a request that fails is found by the ID its answer carries: what broke, and the request', async () => {
  await opened.database.db.execute('alter table session rename to session_gone');
  const { status, headers } = await app
    .browser()
    .get('/api/progress', { cookie: `glassbox_learner=${'a'.repeat(43)}` });
  await opened.database.db.execute('alter table session_gone rename to session');
  expect(status).toBe(500);
  const own = lines().filter(({ requestId }) => requestId === headers.get('x-request-id'));
  expect(own).toMatchObject([
    { level: 'error', msg: expect.stringContaining('relation "session" does not exist') },
    { level: 'error', msg: 'request', method: 'GET', status: 500 },
  ]);
});

test('whoever is turned away is logged with why and a mark of the network, never with its address', async () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const before = written.length;
  const guesser = app.browser();
  await guesser.post('/api/account/sign-in', { email: EMAIL, code: '000001' }, from(ADDRESS));
  await guesser.get('/api/teach/cohorts', from(ADDRESS));
  await (await app.signedIn()).get('/api/admin/people', from('198.51.100.9'));
  await app.browser().post('/api/attempts', submission(), { ...from(ADDRESS), origin: 'https://evil.example' });
  const refused = lines()
    .slice(before)
    .filter(({ msg }) => msg === 'request refused');
  expect(refused).toMatchObject([
    { level: 'warn', route: '/api/account/sign-in', status: 403, code: 'code-wrong' },
    { level: 'warn', status: 401, code: 'learner-missing' },
    { level: 'warn', route: '/api/admin/people', status: 403 },
    { level: 'warn', status: 403, code: 'foreign-origin' },
  ]);
  const [guess, look, other, forged] = refused.map(({ source }) => source);
  expect(guess).toMatch(/^[0-9a-f]{10}$/);
  expect([look, forged]).toEqual([guess, guess]);
  expect(other).not.toBe(guess);
});

test('a mark of a network holds for a day, and then is another', () => {
  let time = Date.UTC(2026, 10, 26, 23, 59);
  const markOf = sourceMarks(() => time);
  const evening = markOf(ADDRESS);
  expect(markOf(ADDRESS)).toBe(evening);
  expect(sourceMarks(() => time)(ADDRESS)).not.toBe(evening); // another process
  time += 120_000;
  expect(markOf(ADDRESS)).not.toBe(evening);
});

test('a proxy of ours gives the ID; a malformed one and, without a proxy, any is replaced', async () => {
  const idFor = async (to: TestApp, sent: string) =>
    (await to.browser().get('/api/health', { 'x-request-id': sent })).headers.get('x-request-id');
  expect(await idFor(app, 'proxy-1')).toBe('proxy-1');
  expect(await idFor(app, `bad ${EMAIL}`)).toMatch(/^[0-9a-f-]{36}$/);
  const open = await testApp(opened.database);
  expect(await idFor(open, 'proxy-1')).toMatch(/^[0-9a-f-]{36}$/);
});

test('requests are measured by route pattern, however many addresses there are', async () => {
  const browser = await app.signedIn();
  for (const id of [randomUUID(), randomUUID()]) await browser.get(`/api/experiments/${id}`);
  await browser.get('/api/no-such/thing');
  const page = await metrics.read();
  expect(page).toContain(
    'http_request_duration_seconds_count{method="GET",route="/api/experiments/:id",status="404"} 2',
  );
  expect(page).toContain('http_request_duration_seconds_count{method="GET",route="/api/*",status="404"}');
  expect(page).not.toContain('no-such');
  expect(await read('http_requests_in_flight')).toBe(0);
  expect(page).toMatch(/\nnodejs_eventloop_lag_p99_seconds \d/);
});

test('answers are counted by what became of them', async () => {
  const browser = await app.signedIn();
  const before = await counts();
  const right = submission();
  await browser.post('/api/attempts', right);
  await browser.post('/api/attempts', right);
  await browser.post('/api/attempts', submission({ response: { kind: 'single-choice', choice: 'c1' } }));
  await browser.post('/api/attempts', submission({ questionVersion: 'v0' }));
  const after = await counts();
  expect(after.map((value, index) => value - (before[index] ?? 0))).toEqual([1, 1, 1, 1]);
});

const OUTCOMES = ['right', 'replayed', 'wrong', 'refused'];
const counts = () =>
  Promise.all(OUTCOMES.map(async (outcome) => (await read(`glassbox_answers_total{outcome="${outcome}"}`)) ?? 0));

test('the queue is read at each scrape, and left out, not 0, while the database is gone', async () => {
  const own = createMetrics();
  let gone = false;
  own.watch({
    queue: async () => {
      if (gone) throw new Error('gone');
      return { queued: 3, running: 1, waitingSeconds: 42, workers: 2 };
    },
    pool: () => ({ total: 5, idle: 2, waiting: 7 }),
  });
  const page = await own.read();
  for (const line of [
    'glassbox_experiments{state="queued"} 3',
    'glassbox_experiments{state="running"} 1',
    'glassbox_experiment_oldest_wait_seconds 42',
    'glassbox_experiment_workers 2',
    'glassbox_database_up 1',
    'glassbox_db_pool_connections{state="used"} 3',
    'glassbox_db_pool_connections{state="waiting"} 7',
  ]) {
    expect(page).toContain(`\n${line}\n`);
  }
  gone = true;
  const without = await own.read();
  expect(without).toContain('\nglassbox_database_up 0\n');
  expect(without).not.toMatch(/\nglassbox_experiment(s|_oldest_wait_seconds|_workers)[ {]/);
});

test('a server that stops is not ready, closes kept connections, and answers all the same', async () => {
  const browser: Browser = await app.signedIn();
  draining = true;
  const ready = await browser.get('/api/ready');
  expect(ready).toMatchObject({ status: 503, body: { status: 'draining', database: 'ok' } });
  const answered = await browser.post('/api/attempts', submission());
  expect(answered.status).toBe(201);
  expect(answered.headers.get('connection')).toBe('close');
  draining = false;
  expect((await browser.get('/api/ready')).status).toBe(200);
});
