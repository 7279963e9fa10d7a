import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '../src/http/json-body.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { submission, type TestApp, testApp } from './harness.ts';

let opened: TestDatabase;
let app: TestApp;
let behindProxy: TestApp;
beforeAll(async () => {
  opened = await openAny();
  app = await testApp(opened.database);
  behindProxy = await testApp(opened.database, { trustedProxies: 1 });
});
afterAll(() => opened.remove());

function nested(depth: number): unknown {
  return depth === 0 ? 'end' : { deeper: nested(depth - 1) };
}

describe('what a request must be', () => {
  const activity = {
    idempotencyKey: randomUUID(),
    lesson: 'first-lesson',
    activity: 'lab-finished',
    lab: 'count-words',
  };
  const short = (text: string) => ({
    ...submission({ lesson: 'second-lesson', questionId: 'word' }),
    response: { kind: 'short-text', text },
  });

  test.each([
    ['text that is not JSON', 'answer: c2', 400, 'invalid-json', undefined],
    ['an empty body', '', 400, 'invalid-json', undefined],
    ['a list', [], 422, 'invalid-request', 'body'],
    ['null', null, 422, 'invalid-request', 'body'],
    ['a key that is no UUID', submission({ idempotencyKey: 'one' }), 422, 'invalid-request', 'idempotencyKey'],
    ['a lesson that is no name', submission({ lesson: '../secret' }), 422, 'invalid-request', 'lesson'],
    ['a prototype’s name as lesson', submission({ lesson: 'constructor' }), 404, 'lesson-unknown', 'lesson'],
    [
      'a prototype’s name as question',
      submission({ questionId: 'constructor' }),
      404,
      'question-unknown',
      'questionId',
    ],
    ['a time that is none', submission({ answeredAt: 'yesterday' }), 422, 'invalid-request', 'answeredAt'],
    ['a response that is text', { ...submission(), response: 'c2' }, 422, 'invalid-request', 'response'],
    ['a response without kind', { ...submission(), response: {} }, 422, 'invalid-request', 'response.kind'],
    ['a presented order of numbers', { ...submission(), presented: [1] }, 422, 'invalid-request', 'presented.0'],
    ['a NUL character', short('a\0b'), 422, 'invalid-text', 'response.text'],
    ['half a character', short('\ud83d'), 422, 'invalid-text', 'response.text'],
    [
      'a body that nests too deep',
      { ...submission(), response: nested(50) },
      422,
      'invalid-request',
      /^response\.deeper/,
    ],
    ['a body over 64 KB', { ...submission(), filler: 'x'.repeat(MAX_BODY_BYTES) }, 413, 'body-too-large', undefined],
  ])('%s is refused and says why', async (_, body, status, code, field) => {
    const browser = await app.signedIn();
    const answer = await browser.post<{ error: { code: string; message: string; field?: string } }>(
      '/api/attempts',
      body,
    );
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status, code });
    if (field instanceof RegExp) expect(answer.body.error.field).toMatch(field);
    else expect(answer.body.error.field).toBe(field);
    expect((await browser.get('/api/progress')).body).toMatchObject({ course: { score: 0 } });
  });

  test('a body that is not UTF-8 is refused', async () => {
    const browser = await app.signedIn();
    const response = await app.request('/api/attempts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: browser.cookie ?? '' },
      body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'invalid-json' } }]);
  });

  test.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON in UTF-16', { 'content-type': 'application/json; charset=utf-16' }],
    ['a compressed body', { 'content-encoding': 'gzip' }],
  ])('%s is refused with 415', async (_, headers) => {
    const browser = await app.signedIn();
    expect((await browser.post('/api/attempts', submission(), headers)).status).toBe(415);
  });

  test('extra fields such as a claimed score change nothing', async () => {
    const browser = await app.signedIn();
    const claimed = {
      ...submission(),
      response: { kind: 'single-choice', choice: 'c1', score: 1 },
      score: 1,
      verdict: 'right',
      bestScore: 1,
    };
    expect(await browser.post('/api/attempts', claimed)).toMatchObject({
      status: 201,
      body: { verdict: 'wrong', score: 0, bestScore: 0 },
    });
  });

  test('prototype keys in free data are kept as plain data or dropped, and harm nothing', async () => {
    const browser = await app.signedIn();
    const body = JSON.stringify({ ...activity, data: {} }).replace(
      '"data":{}',
      '"data":{"__proto__":{"polluted":true},"constructor":1}',
    );
    expect((await browser.post('/api/activities', body)).status).toBe(201);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('an unknown route of the API is a 404 in JSON', async () => {
    expect(await app.browser().get('/api/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'route-unknown' } },
    });
    expect((await app.browser().get('/api/attempts')).status).toBe(404);
  });

  test('a NUL in an address is refused before it reaches the database, naming the parameter', async () => {
    const admin = await app.withRole('admin');
    expect(await admin.get('/api/admin/people?search=a%00b')).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid-text', field: 'search' } },
    });
    expect((await admin.get('/api/admin/people?search=ab')).status).toBe(200);
  });

  test('a lesson’s name with a NUL or a slash in it is refused', async () => {
    expect((await app.browser().get('/api/lessons/%00/attempts')).status).toBe(422);
    expect((await app.browser().get('/api/lessons/a%2Fb/attempts')).status).toBe(422);
    expect((await app.browser().get('/api/lessons/no-such/attempts')).status).toBe(404);
  });
});

describe('pages of other sites', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://localhost:9999' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a host that nobody’s proxy said', { origin: 'https://learn.example', 'x-forwarded-host': 'learn.example' }, 403],
    ['our own page', { origin: 'http://localhost:4321' }, 201],
  ])('%s (%j) gets %i', async (_, headers, status) => {
    const browser = await app.signedIn();
    expect((await browser.post('/api/attempts', submission(), headers)).status).toBe(status);
  });

  test('behind a proxy of ours the host it says is ours, and not one that a request brought along', async () => {
    const { cookie = '' } = await app.signedIn();
    const send = async (trusting: TestApp, host: string) =>
      (
        await trusting.request('/api/attempts', {
          method: 'POST',
          body: JSON.stringify(submission()),
          headers: {
            'content-type': 'application/json',
            cookie,
            origin: 'https://learn.example',
            'x-forwarded-host': host,
          },
        })
      ).status;
    expect([
      await send(behindProxy, 'learn.example'),
      await send(behindProxy, 'learn.example, inner'),
      await send(behindProxy, 'inner, learn.example'),
    ]).toEqual([201, 403, 201]);
    const published = await testApp(opened.database, { publicUrl: 'https://learn.example' });
    expect(await send(published, 'elsewhere')).toBe(201);
  });

  test('without an origin the browser’s own word on the site counts', async () => {
    const { cookie = '' } = await app.signedIn();
    const send = async (site: string | undefined) => {
      const headers = { 'content-type': 'application/json', cookie, ...(site && { 'sec-fetch-site': site }) };
      return (await app.request('/api/attempts', { method: 'POST', body: JSON.stringify(submission()), headers }))
        .status;
    };
    expect([
      await send('cross-site'),
      await send('same-site'),
      await send('same-origin'),
      await send(undefined),
    ]).toEqual([403, 403, 201, 201]);
  });
});

describe('the learner’s cookie', () => {
  const cookieOf = async (headers: Record<string, string>, asked = app) =>
    (await asked.request('/api/learner', { headers })).headers.get('set-cookie') ?? '';

  test('can’t be read by scripts, isn’t sent across sites and lasts 400 days', async () => {
    const cookie = await cookieOf({});
    expect(cookie).toMatch(/^glassbox_learner=[A-Za-z0-9_-]{43}; /);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', `Max-Age=${400 * 86_400}`])
      expect(cookie).toContain(part);
  });

  test('is Secure whenever the browser came by https, and works on http://localhost', async () => {
    expect(await cookieOf({})).not.toContain('Secure');
    expect(await cookieOf({ 'x-forwarded-proto': 'https' }, behindProxy)).toContain('; Secure');
    expect(await cookieOf({ 'x-forwarded-proto': 'http, HTTPS' }, behindProxy)).toContain('; Secure');
  });

  test('what a request says of its way counts only as far as a proxy of ours wrote it', async () => {
    expect(await cookieOf({ 'x-forwarded-proto': 'https' })).not.toContain('Secure');
    expect(await cookieOf({ 'x-forwarded-proto': 'https, http' }, behindProxy)).not.toContain('Secure');
    const twoProxies = await testApp(opened.database, { trustedProxies: 2 });
    expect(await cookieOf({ 'x-forwarded-proto': 'https, http' }, twoProxies)).toContain('; Secure');
    const published = await testApp(opened.database, { publicUrl: 'https://localhost:4321' });
    expect(await cookieOf({}, published)).toContain('; Secure');
  });

  test('its token is nowhere in the database, only its hash', async () => {
    const browser = await app.signedIn();
    const token = browser.cookie?.split('=')[1] ?? '';
    expect(token).toHaveLength(43);
    const rows = await opened.database.db.execute(sql`select json_agg(session)::text as all from session`);
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(token);
    expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
  });

  test('one that nobody holds opens no learner', async () => {
    const browser = app.browser();
    for (const value of ['x'.repeat(43), '', "' or 1=1 --", 'é'.repeat(43)]) {
      browser.cookie = `glassbox_learner=${encodeURIComponent(value)}`;
      expect((await browser.post('/api/attempts', submission())).status).toBe(401);
    }
  });
});
