import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { audit, authUser, cohort } from '../src/db/tables.ts';
import { newInvitationCode } from '../src/services/cohorts/invitation-code.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { NOON, submission, type TestApp, testApp, UNDELIVERABLE } from './harness.ts';
import { askForCode, signIn } from './sign-in.ts';

const ADMIN = 'admin@example.org';

let opened: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  opened = await openAny();
  app = await testApp(opened.database, { adminEmail: ADMIN, trustedProxies: 1 });
});
afterAll(() => opened.remove());

const email = () => `${randomUUID()}@example.org`;
const codeOf = (body: unknown) => (body as { error?: { code: string } }).error?.code;

describe('codes', () => {
  test('known and unknown addresses get the same answer, and both get a mail', async () => {
    const known = email();
    await signIn(app, await app.signedIn(), known);
    const before = app.outbox.length;
    const answers = [];
    for (const address of [known, email()]) {
      const { status, body } = await app.browser().post('/api/account/code', { email: address, locale: 'zh' });
      answers.push({ status, body });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ status: 200, body: {} });
    expect(app.outbox.length - before).toBe(2);
  });

  test('a code works once, for its own address, and is stored only as a hash', async () => {
    const [mine, other] = [email(), email()];
    const browser = await app.signedIn();
    const code = await askForCode(app, browser, mine);
    await askForCode(app, browser, other);
    const rows = await opened.database.db.query.authVerification.findMany();
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(codeOf((await browser.post('/api/account/sign-in', { email: other, code })).body)).toBe('code-wrong');
    expect(
      (await browser.post('/api/account/sign-in', { email: mine, code: ` ${code.slice(0, 3)} ${code.slice(3)}` }))
        .status,
    ).toBe(200);
    const again = await (await app.signedIn()).post('/api/account/sign-in', { email: mine, code });
    expect([again.status, codeOf(again.body)]).toEqual([403, 'code-wrong']);
  });

  test('after five wrong guesses the right code is worth nothing either', async () => {
    const address = email();
    const browser = await app.signedIn();
    const code = await askForCode(app, browser, address);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let guess = 0; guess < 5; guess += 1)
      await browser.post('/api/account/sign-in', { email: address, code: wrong });
    expect((await browser.post('/api/account/sign-in', { email: address, code })).status).toBe(403);
  });

  test('guessing and asking are limited per address, over all browsers, with the time to wait', async () => {
    const address = email();
    const tries = [];
    for (let guess = 0; guess < 11; guess += 1) {
      tries.push((await app.browser().post('/api/account/sign-in', { email: address, code: '000000' })).status);
    }
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 403), 429]);
    const codes = [];
    for (let ask = 0; ask < 6; ask += 1) {
      codes.push(await app.browser().post('/api/account/code', { email: address, locale: 'en' }));
    }
    expect(codes.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(codes.at(-1)?.headers.get('retry-after')).toBe('3600');
    app.setClock(new Date(NOON.getTime() + 3_601_000));
    expect((await app.browser().post('/api/account/code', { email: address, locale: 'en' })).status).toBe(200);
    app.setClock(NOON);
  });

  test('a mail that could not be sent is said so, without why', async () => {
    const { status, body } = await app.browser().post('/api/account/code', { email: UNDELIVERABLE, locale: 'en' });
    expect([status, codeOf(body)]).toEqual([503, 'mail-not-sent']);
    expect(JSON.stringify(body)).not.toContain('refused');
    expect(app.logged.join()).toContain('the mail server refused');
  });

  test.each(['ada', 'ada@', 'ada@example.org\r\nBcc: eve@example.org', ''])(
    '%j is refused as an address',
    async (address) => {
      expect((await app.browser().post('/api/account/code', { email: address, locale: 'en' })).status).toBe(422);
    },
  );

  test('better-auth itself can not be reached: only our routes call it', async () => {
    for (const path of [
      '/api/auth/sign-in/email-otp',
      '/api/auth/email-otp/send-verification-otp',
      '/api/auth/update-user',
    ]) {
      expect((await app.browser().post(path, {})).status).toBe(404);
    }
    expect((await app.browser().get('/api/auth/get-session')).status).toBe(404);
  });
});

describe('cookies', () => {
  test('they are out of reach of scripts and other sites, and Secure behind https', async () => {
    const browser = await app.signedIn();
    const address = email();
    const code = await askForCode(app, browser, address);
    const { headers } = await browser.post(
      '/api/account/sign-in',
      { email: address, code },
      { 'x-forwarded-proto': 'https' },
    );
    const cookies = headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
      '__Host-glassbox_learner',
      'glassbox.session_token',
    ]);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).toMatch(/; Secure/i);
    }
  });

  test('a page of another site can not sign anybody in', async () => {
    const answer = await app
      .browser()
      .post('/api/account/sign-in', { email: email(), code: '000000' }, { origin: 'https://evil.example' });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'foreign-origin']);
  });
});

describe('devices', () => {
  test('are listed, and each can be signed out from any other', async () => {
    const address = email();
    const [first, second] = [await app.signedIn(), await app.signedIn()];
    await signIn(app, first, address);
    await signIn(app, second, address);
    const { body } = await first.get<{ devices: { id: string; isThis: boolean }[] }>('/api/account/devices');
    expect(body.devices).toHaveLength(2);
    const other = body.devices.find(({ isThis }) => !isThis);
    expect((await first.post('/api/account/devices/end', { device: other?.id })).body).toEqual({ ended: 1 });
    expect((await second.get('/api/account')).body).toMatchObject({ account: null });
    expect((await first.get('/api/account')).body).toMatchObject({ account: { email: address } });
  });

  test('nobody signs out devices of another account', async () => {
    const [mine, theirs] = [await app.signedIn(), await app.signedIn()];
    await signIn(app, mine, email());
    await signIn(app, theirs, email());
    const { body } = await theirs.get<{ devices: { id: string }[] }>('/api/account/devices');
    expect((await mine.post('/api/account/devices/end', { device: body.devices[0]?.id })).body).toEqual({ ended: 0 });
    expect((await theirs.get('/api/account/devices')).status).toBe(200);
  });

  test('signing out ends the sign-in also when only the learner’s cookie is left', async () => {
    const browser = await app.signedIn();
    await signIn(app, browser, email());
    browser.cookie = browser.cookie?.split('; ').find((pair) => pair.startsWith('glassbox_learner='));
    const thief = app.browser();
    thief.cookie = browser.cookie;
    await browser.post('/api/account/sign-out', {});
    expect((await thief.get('/api/account')).body).toMatchObject({ account: null, work: { answers: 0 } });
  });

  test('signing out leaves the work in the account and the browser with nothing of it', async () => {
    const address = email();
    const browser = await app.signedIn();
    await browser.post('/api/attempts', submission());
    await signIn(app, browser, address);
    const kept = browser.cookie;
    await browser.post('/api/account/sign-out', {});
    expect((await browser.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(0);
    // A copy of the cookies from before is worth nothing either.
    const thief = app.browser();
    thief.cookie = kept;
    expect((await thief.get('/api/account')).body).toMatchObject({ account: null });
    await signIn(app, browser, address);
    expect((await browser.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(1);
  });
});

test('removing a passkey needs a sign-in of just now, as adding one does', async () => {
  const browser = await app.signedIn();
  await signIn(app, browser, email());
  const remove = () => browser.post('/api/account/passkeys/remove', { id: randomUUID() });
  expect((await remove()).status).toBe(404);
  app.setClock(new Date(NOON.getTime() + 16 * 60_000));
  const late = await remove();
  app.setClock(NOON);
  expect([late.status, codeOf(late.body)]).toEqual([403, 'sign-in-again']);
});

describe('roles', () => {
  test('the address of ADMIN_EMAIL becomes administrator by signing in, and nobody else', async () => {
    const [admin, other] = [await app.signedIn(), await app.signedIn()];
    await signIn(app, admin, ADMIN);
    await signIn(app, other, email());
    expect((await admin.get('/api/learner')).body).toMatchObject({ role: 'admin' });
    expect((await other.get('/api/learner')).body).toMatchObject({ role: 'learner' });
    expect((await other.get('/api/admin/people')).status).toBe(403);
  });

  test('an administrator gives and takes roles of others, and each change is noted', async () => {
    const [admin, other] = [await app.signedIn(), await app.signedIn()];
    const address = email();
    await signIn(app, admin, ADMIN);
    await signIn(app, other, address);
    const { body } = await admin.get<{ people: { learnerId: string; email: string; role: string }[] }>(
      `/api/admin/people?search=${address.toUpperCase()}`,
    );
    expect(body.people).toMatchObject([{ email: address, role: 'learner' }]);
    const learnerId = body.people[0]?.learnerId ?? '';
    expect((await admin.post('/api/admin/roles', { learnerId, role: 'instructor' })).status).toBe(200);
    expect((await other.get('/api/learner')).body).toMatchObject({ role: 'instructor' });
    const rows = await opened.database.db.select().from(audit).where(eq(audit.subject, learnerId));
    expect(rows.map(({ action, detail }) => ({ action, detail }))).toContainEqual({
      action: 'role.changed',
      detail: { from: 'learner', to: 'instructor' },
    });
    expect((await other.post('/api/admin/roles', { learnerId, role: 'admin' })).status).toBe(403);
  });

  test('an administrator signs somebody out everywhere, from the next request on, and it is noted', async () => {
    const [admin, laptop, phone] = [await app.signedIn(), await app.signedIn(), await app.signedIn()];
    const address = email();
    await signIn(app, admin, ADMIN);
    for (const browser of [laptop, phone]) await signIn(app, browser, address);
    const { learnerId } = (await phone.get<{ learnerId: string }>('/api/learner')).body;
    expect((await laptop.post('/api/admin/sessions/end', { learnerId })).status).toBe(403);
    expect((await admin.post('/api/admin/sessions/end', { learnerId })).body).toEqual({ ended: 2 });
    for (const browser of [laptop, phone]) expect((await browser.get('/api/account/devices')).status).toBe(401);
    const rows = await opened.database.db.select().from(audit).where(eq(audit.subject, learnerId));
    expect(rows).toContainEqual(expect.objectContaining({ action: 'sessions.ended', detail: { ended: 2 } }));
    await signIn(app, laptop, address);
    expect((await laptop.get<{ learnerId: string }>('/api/learner')).body.learnerId).toBe(learnerId);
  });

  test('nobody is signed out who has no account, and nobody signs out himself that way', async () => {
    const [admin, anonymous] = [await app.signedIn(), await app.signedIn()];
    await signIn(app, admin, ADMIN);
    const end = async (browser: typeof admin) => {
      const { learnerId } = (await browser.get<{ learnerId: string }>('/api/learner')).body;
      const { status, body } = await admin.post('/api/admin/sessions/end', { learnerId });
      return [status, codeOf(body)];
    };
    expect(await end(admin)).toEqual([409, 'own-sessions']);
    expect(await end(anonymous)).toEqual([409, 'person-anonymous']);
    expect((await admin.post('/api/admin/sessions/end', { learnerId: randomUUID() })).status).toBe(404);
  });

  test('a role is neither given to oneself nor to an anonymous learner', async () => {
    const [admin, anonymous] = [await app.signedIn(), await app.signedIn()];
    await signIn(app, admin, ADMIN);
    const idOf = async (browser: typeof admin) =>
      (await browser.get<{ learnerId: string }>('/api/learner')).body.learnerId;
    const own = await admin.post('/api/admin/roles', { learnerId: await idOf(admin), role: 'learner' });
    expect([own.status, codeOf(own.body)]).toEqual([409, 'own-role']);
    const other = await admin.post('/api/admin/roles', { learnerId: await idOf(anonymous), role: 'instructor' });
    expect([other.status, codeOf(other.body)]).toEqual([409, 'person-anonymous']);
  });
});

describe('cohorts', () => {
  async function open(archivedAt: Date | null = null): Promise<string> {
    const invitationCode = newInvitationCode();
    await opened.database.db
      .insert(cohort)
      .values({ id: randomUUID(), name: 'Class of today', invitationCode, createdAt: NOON, archivedAt });
    return invitationCode;
  }

  test('a code is shown, joined once however often it is sent, and left again', async () => {
    const code = await open();
    const browser = await app.signedIn();
    const typed = encodeURIComponent(` ${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase());
    expect((await browser.get(`/api/invitations/${typed}`)).body).toEqual({ name: 'Class of today', isMember: false });
    await browser.post('/api/cohorts/join', { code });
    expect((await browser.post('/api/cohorts/join', { code })).status).toBe(200);
    const { body } = await browser.get<{ cohorts: { cohortId: string }[] }>('/api/cohorts');
    expect(body.cohorts).toMatchObject([{ name: 'Class of today', archived: false }]);
    const { cohortId } = body.cohorts[0] ?? {};
    expect((await browser.post('/api/cohorts/leave', { cohortId })).status).toBe(200);
    expect((await browser.post('/api/cohorts/leave', { cohortId })).status).toBe(404);
  });

  test('a place in a cohort moves into the account', async () => {
    const code = await open();
    const address = email();
    await signIn(app, await app.signedIn(), address);
    const second = await app.signedIn();
    await second.post('/api/cohorts/join', { code });
    await signIn(app, second, address);
    expect((await second.get<{ cohorts: object[] }>('/api/cohorts')).body.cohorts).toHaveLength(1);
  });

  test('a wrong code and an archived cohort look alike, and codes can not be tried through', async () => {
    const archived = await open(NOON);
    const browser = await app.signedIn();
    const answers = [await browser.get(`/api/invitations/${archived}`), await browser.get('/api/invitations/AAAAAAAA')];
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(answers[0]?.status).toBe(404);
    const statuses = [];
    for (let guess = 0; guess < 30; guess += 1)
      statuses.push((await browser.post('/api/cohorts/join', { code: `A${guess}` })).status);
    expect(statuses.slice(0, 28).every((status) => status === 404)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});

test('signing in asks nobody outside for anything', async () => {
  const outside = vi.spyOn(globalThis, 'fetch');
  const alone = await testApp(opened.database);
  await signIn(alone, await alone.signedIn(), email());
  expect(outside).not.toHaveBeenCalled();
  outside.mockRestore();
});

test('a sign-in whose account is gone leaves nobody signed in', async () => {
  const browser = await app.signedIn();
  const address = email();
  await signIn(app, browser, address);
  await opened.database.db.delete(authUser).where(eq(authUser.email, address));
  expect((await browser.get('/api/account')).body).toMatchObject({ account: null });
});
