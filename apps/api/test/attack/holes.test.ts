/** Attacks that are no matter of one route: forged requests, planted cookies, guessed accounts and codes, addresses, secrets in the log. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenApi, readOperations, type Schema } from '../../fuzz/operations.ts';
import { readAskSettings } from '../../src/ask/ask-settings.ts';
import { modelGenerator } from '../../src/ask/model.ts';
import { createMail } from '../../src/mail/mail.ts';
import { openAny, type TestDatabase } from '../databases.ts';
import { submission, UNDELIVERABLE } from '../harness.ts';
import { askForCode, signIn } from '../sign-in.ts';
import { RULES } from './access-rules.ts';
import { createWorld, type World } from './world.ts';

let opened: TestDatabase;
let world: World;
beforeAll(async () => {
  opened = await openAny();
  world = await createWorld(opened);
});
afterAll(() => opened.remove());

describe('a page of another site', () => {
  const FORGED: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:4321.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  const writing = Object.keys(RULES).filter((name) => !name.startsWith('GET '));

  test.each(FORGED)('can have nothing done by %j, on any route', async (forged) => {
    const admin = await world.person('admin');
    for (const name of writing) {
      const [method = '', path = ''] = name.split(' ');
      const response = await world.app.request(path.replace(/\{\w+\}/g, 'x'), {
        method,
        headers: { ...forged, cookie: admin.browser.cookie ?? '', 'content-type': 'application/json' },
        ...(method !== 'DELETE' && { body: '{}' }),
      });
      expect([name, response.status, await response.json()]).toMatchObject([
        name,
        403,
        { error: { code: 'foreign-origin' } },
      ]);
    }
  });

  test('reads nothing either: no answer allows another origin', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const [method, path] of [
      ['GET', '/api/learner'],
      ['OPTIONS', '/api/attempts'],
      ['GET', '/api/certificates/keys'],
    ] as const) {
      const response = await world.app.request(path, { method, headers });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });
});

describe('a planted cookie', () => {
  test('over https a cookie without the prefix that binds it to this host opens nothing', async () => {
    const response = await world.app.request('/api/learner', { headers: { 'x-forwarded-proto': 'https' } });
    const [line = ''] = response.headers.getSetCookie();
    expect(line).toMatch(/^__Host-glassbox_learner=[\w-]{43};/);
    expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(line).not.toMatch(/domain=/i);
    const [pair = ''] = line.split(';');
    const send = (cookie: string, headers = {}) =>
      world.app.request('/api/attempts', {
        method: 'POST',
        body: JSON.stringify(submission()),
        headers: { cookie, 'content-type': 'application/json', ...headers },
      });
    const https = { 'x-forwarded-proto': 'https' };
    expect((await send(pair, https)).status).toBe(201);
    expect((await send(pair.replace('__Host-', ''), https)).status).toBe(401);
    // And the one that belongs to https is not taken where anybody on the way could have read it.
    expect((await send(pair)).status).toBe(401);
  });

  test('signing in gives another token, and who planted the old one is not in the account', async () => {
    const { app } = world;
    const attacker = await app.signedIn();
    const victim = app.browser();
    victim.cookie = attacker.cookie;
    await signIn(app, victim, 'fixed@example.org');
    const token = (cookie = '') => /glassbox_learner=([^;]+)/.exec(cookie)?.[1];
    expect(token(victim.cookie)).not.toBe(token(attacker.cookie));
    expect((await attacker.get('/api/account')).body).toMatchObject({ account: null, work: { answers: 0 } });
    expect((await attacker.get('/api/me/export')).status).toBe(401);
  });
});

describe('who has an account', () => {
  test('is not told by codes, wrong codes or passkeys', async () => {
    const { app } = world;
    await signIn(app, app.browser(), 'known@example.org');
    const answers = async (email: string) => {
      const browser = app.browser();
      const asked = await browser.post('/api/account/code', { email, locale: 'en' });
      const tried = await browser.post('/api/account/sign-in', { email, code: '000000' });
      const names = [...tried.headers.keys()].sort();
      return { asked: [asked.status, asked.body], tried: [tried.status, tried.body], names };
    };
    expect(await answers('known@example.org')).toEqual(await answers('unknown@example.org'));
    const passkeys = await app
      .browser()
      .post<{ options: { allowCredentials?: unknown[] } }>('/api/account/passkey/request', {});
    expect(passkeys.body.options.allowCredentials ?? []).toEqual([]);
  });
});

describe('guessing', () => {
  test('a code is guessed at ten times in a quarter of an hour, whatever browser and however it is spelt', async () => {
    const { app } = world;
    const email = 'guessed@example.org';
    const code = await askForCode(app, app.browser(), email);
    const wrong = code === '111111' ? '222222' : '111111';
    const statuses: number[] = [];
    for (let guess = 0; guess < 14; guess++) {
      const spelt = [email, email.toUpperCase(), ` ${email} `][guess % 3];
      const { status } = await app.browser().post('/api/account/sign-in', { email: spelt, code: wrong });
      statuses.push(status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(403));
    expect(statuses.slice(10)).toEqual(Array(4).fill(429));
    expect((await app.browser().post('/api/account/sign-in', { email, code })).status, 'the right one, too late').toBe(
      429,
    );
  });
});

describe('addresses the server calls', () => {
  test('no request of any route holds one', async () => {
    const { body } = await world.app.browser().get<OpenApi>('/api/openapi.json');
    const schemas = body.components?.schemas ?? {};
    const fields: string[] = [];
    const walk = (schema: Schema, depth: number): void => {
      if (depth > 8) return;
      if (/^ur[il]/.test(schema.format ?? '')) fields.push(`format ${schema.format}`);
      for (const [name, child] of Object.entries(schema.properties ?? {})) {
        fields.push(name);
        walk(child, depth + 1);
      }
      const named = schema.$ref === undefined ? undefined : schemas[schema.$ref.split('/').at(-1) ?? ''];
      for (const child of [named, schema.items, ...(schema.anyOf ?? [])]) if (child) walk(child, depth + 1);
    };
    for (const { parameters, body: sent } of readOperations(body)) {
      for (const { name, schema } of parameters) walk({ properties: { [name]: schema } }, 0);
      if (sent) walk(sent.schema, 0);
    }
    expect(fields.length).toBeGreaterThan(80);
    expect(fields.filter((name) => /ur[il]|href|endpoint|callback|redirect|webhook|host/i.test(name))).toEqual([]);
  });

  test.each([
    'http://169.254.169.254/v1',
    'http://[fe80::1]/v1',
    'http://metadata.google.internal/v1',
    'http://2852039166/v1',
    'file:///etc/passwd',
    'gopher://localhost/v1',
    'http://user:secret@localhost/v1',
  ])('a model at %s is refused at the start', (url) => {
    expect(() => readAskSettings({ ASK_MODEL_URL: url, ASK_MODEL: 'm' })).toThrow(/^ASK_MODEL_URL: /);
  });

  test('an endpoint that sends elsewhere is followed nowhere', async () => {
    const inside: string[] = [];
    const server = createServer((socket) => {
      socket.on('data', (chunk) => {
        inside.push(String(chunk).split('\r\n')[0] ?? '');
        const port = (server.address() as AddressInfo).port;
        socket.end(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${port}/admin\r\nContent-Length: 0\r\n\r\n`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const model = modelGenerator({ baseUrl, model: 'm', apiKey: 'sk-very-secret', timeoutMs: 5_000 });
    const answer = model.generate({ question: 'Why?', passages: [], fallback: '' } as never);
    await expect(answer).rejects.not.toThrow(/sk-very-secret/);
    expect(inside.every((line) => line.startsWith('POST /v1/'))).toBe(true);
    server.close();
  });
});

describe('the log', () => {
  test('holds no token, code, address or answer, whatever goes wrong', async () => {
    const { app } = world;
    const browser = app.browser();
    await signIn(app, browser, 'logged@example.org');
    await browser.post('/api/account/code', { email: UNDELIVERABLE, locale: 'en' });
    const code = app.outbox.findLast(({ to }) => to === 'logged@example.org')?.text.match(/\d{6}/)?.[0] ?? 'none';
    const log = app.logged.join('\n');
    expect(log).toContain('/api/account/code');
    for (const secret of [
      code,
      'logged@example.org',
      ...(browser.cookie ?? '').split(/[=;] ?/).filter((part) => part.length > 20),
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  test('a mail server’s own words, with the address and what it knows, stay out of it', async () => {
    const server = createServer((socket) => {
      socket.write('220 ready\r\n');
      socket.on('data', (chunk) => {
        const refuses = /^RCPT/i.test(String(chunk));
        socket.write(refuses ? '550 <ada@example.org> has no mailbox; password hunter2\r\n' : '250 ok\r\n');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { send } = createMail({ smtpUrl, mailOutbox: undefined, mailFrom: 'a@example.org', log: () => undefined });
    const failure = await send({ to: 'ada@example.org', subject: 'x', text: '123456' }).catch(
      (error: Error) => error.message,
    );
    expect(failure).toBe('the mail server did not take it (EENVELOPE RCPT TO 550)');
    server.close();
  });
});
