import { randomUUID } from 'node:crypto';
import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthSession } from '../src/auth/auth.ts';
import * as tables from '../src/db/tables.ts';
import type { AttemptResult } from '../src/schemas/attempt.ts';
import type { Progress } from '../src/schemas/progress.ts';
import { accountService } from '../src/services/accounts/accounts.ts';
import { MOVERS } from '../src/services/merge/movers.ts';
import { EXPORTERS } from '../src/services/rights/exporters.ts';
import { course } from './course.ts';
import { SQL_ENGINES, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';
import { signIn } from './sign-in.ts';

const wrong = { kind: 'single-choice', choice: 'c1' } as const;
const RIGHT_SEVERAL = { kind: 'multiple-choice' as const, choices: ['m1', 'm3'] };
const lab = (name: string) => ({
  idempotencyKey: randomUUID(),
  lesson: 'first-lesson',
  activity: 'lab-finished',
  lab: name,
});

async function progressOf(browser: Browser) {
  return (await browser.get<Progress>('/api/progress')).body;
}
async function learnerOf(browser: Browser) {
  return (await browser.get<{ learnerId: string; anonymous: boolean }>('/api/learner')).body;
}
const email = () => `${randomUUID()}@example.org`;

/** The tables in which a row belongs to a learner, whatever the column is called. */
function tablesOfLearners(): string[] {
  return Object.values(tables)
    .filter((table) => is(table, PgTable))
    .filter((table) => table !== tables.learner)
    .filter((table) => getTableConfig(table).foreignKeys.some((key) => key.reference().foreignTable === tables.learner))
    .map((table) => getTableName(table));
}

test('every table with a learner in it says how its rows move when two learners become one', () => {
  const moved = new Set(MOVERS.flatMap((mover) => mover.tables));
  expect(tablesOfLearners().filter((name) => !moved.has(name))).toEqual([]);
});

test('every table with a learner in it is part of the export', () => {
  expect(tablesOfLearners().filter((name) => !Object.hasOwn(EXPORTERS, name))).toEqual([]);
});

/** A folder runs the same SQL as memory does. */
const DIFFERENT = SQL_ENGINES;

describe.each(DIFFERENT)('one person on several devices, on $name', ({ open, skip }) => {
  if (skip !== undefined) {
    test.skip(`needs a Postgres: ${skip}`);
    return;
  }
  let opened: TestDatabase;
  let app: TestApp;
  beforeAll(async () => {
    opened = await open();
    app = await testApp(opened.database);
  });
  afterAll(() => opened.remove());

  test('signing in for the first time keeps the learner and everything they did', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/attempts', submission());
    const before = { learner: await learnerOf(browser), progress: await progressOf(browser) };
    expect(before.learner.anonymous).toBe(true);
    await signIn(app, browser, email());
    expect(await learnerOf(browser)).toEqual({ ...before.learner, anonymous: false });
    expect(await progressOf(browser)).toEqual(before.progress);
  });

  test('a second device brings its work along: nothing is lost, nothing counts twice, the best stays', async () => {
    const address = email();
    const [first, second] = [await app.signedIn(), await app.signedIn()];
    await first.post('/api/attempts', submission());
    await first.post('/api/activities', lab('count-words'));
    await signIn(app, first, address);
    // The same question wrong and later; another one right; the same lab and another one.
    await second.post('/api/attempts', submission({ response: wrong, answeredAt: '2026-11-23T11:59:30.000Z' }));
    await second.post('/api/attempts', submission({ questionId: 'several', response: RIGHT_SEVERAL }));
    await second.post('/api/activities', lab('count-words'));
    await second.post('/api/activities', lab('be-the-model'));
    await signIn(app, second, address);

    expect((await learnerOf(second)).learnerId).toBe((await learnerOf(first)).learnerId);
    const progress = await progressOf(first);
    expect(progress).toEqual(await progressOf(second));
    expect(progress.lessons[0]).toMatchObject({
      questionsAnswered: 2,
      questionsRight: 2,
      score: 3,
      labsDone: ['count-words', 'be-the-model'],
    });
    const { body } = await first.get<{ attempts: { questionId: string }[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts[0]).toMatchObject({
      questionId: 'colour',
      attemptCount: 2,
      bestScore: 1,
      verdict: 'wrong',
      response: wrong,
    });
  });

  test('an answer that was sent from both devices with one key is counted once', async () => {
    const address = email();
    const [first, second] = [await app.signedIn(), await app.signedIn()];
    const answer = submission();
    await first.post('/api/attempts', answer);
    await second.post('/api/attempts', answer);
    await signIn(app, first, address);
    await signIn(app, second, address);
    const { body } = await second.get<{ attempts: object[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ questionId: 'colour', attemptCount: 1, bestScore: 1 }]);
  });

  test('devices that sign in at the same moment, also for the very first time, end up as one learner with all work', async () => {
    const { db } = opened.database;
    const user = { id: randomUUID(), name: '', email: email(), emailVerified: true };
    await db.insert(tables.authUser).values(user);
    const service = accountService({ db, catalogue: course(), now: () => NOON }, undefined);
    const devices = await Promise.all(Array.from({ length: 4 }, () => app.signedIn()));
    for (const device of devices) await device.post('/api/attempts', submission());
    const signIns = devices.map(() => ({ sessionId: randomUUID(), userId: user.id }));
    await db
      .insert(tables.authSession)
      .values(
        signIns.map(({ sessionId: id, userId }) => ({ id, userId, token: id, expiresAt: new Date('2027-01-01') })),
      );
    const tokens = await Promise.all(
      devices.map((device, place) =>
        service.link(signIns[place] as AuthSession, { token: device.cookie?.split('=')[1], userAgent: undefined }),
      ),
    );
    for (const [place, device] of devices.entries()) device.cookie = `glassbox_learner=${tokens[place]}`;
    const ids = await Promise.all(devices.map(async (device) => (await learnerOf(device)).learnerId));
    expect(new Set(ids).size).toBe(1);
    const { body } = await (devices[0] as Browser).get<{ attempts: object[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ questionId: 'colour', attemptCount: 4, bestScore: 1 }]);
  });

  test('answers that were queued before signing in and arrive under the old cookie count for the account', async () => {
    const browser = await app.signedIn();
    const old = { ...app.browser(), cookie: browser.cookie };
    await browser.post('/api/attempts', submission());
    await signIn(app, browser, email());
    const late = app.browser();
    late.cookie = old.cookie;
    const { status, body } = await late.post<AttemptResult>(
      '/api/attempts',
      submission({ questionId: 'several', response: RIGHT_SEVERAL }),
    );
    expect([status, body.verdict]).toEqual([201, 'right']);
    expect((await progressOf(browser)).lessons[0]).toMatchObject({ questionsAnswered: 2 });
  });

  test('answers that are on their way at the very moment of signing in are all counted, once', async () => {
    const address = email();
    await signIn(app, await app.signedIn(), address);
    const browser = await app.signedIn();
    const old = browser.cookie;
    const answers = Array.from({ length: 8 }, () => submission());
    /** As the outbox does: what finds no learner is sent again. */
    const send = async (answer: object): Promise<number> => {
      const device = app.browser();
      device.cookie = old;
      const { status } = await device.post('/api/attempts', answer);
      return status === 401 ? send(answer) : status;
    };
    const [statuses] = await Promise.all([Promise.all(answers.map(send)), signIn(app, browser, address)]);
    expect(new Set(statuses)).toEqual(new Set([201]));
    const { body } = await browser.get<{ attempts: object[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ questionId: 'colour', attemptCount: 8, bestScore: 1 }]);
  });

  test('the old cookie opens nothing else: whoever knew it does not get into the account', async () => {
    const browser = await app.signedIn();
    const planted = browser.cookie;
    await browser.post('/api/attempts', submission());
    await signIn(app, browser, email());
    const other = app.browser();
    other.cookie = planted;
    expect((await progressOf(other)).course.score).toBe(0);
    other.cookie = planted;
    expect((await other.get('/api/account')).body).toMatchObject({ account: null, work: { answers: 0 } });
    expect((await other.get('/api/me/export')).status).toBe(401);
    other.cookie = planted;
    const signIns = [
      await other.get('/api/account/devices'),
      await other.post('/api/account/devices/end', { device: 'others' }),
    ];
    expect(signIns.map(({ status }) => status)).toEqual([401, 401]);
    expect((await learnerOf(other)).learnerId).not.toBe((await learnerOf(browser)).learnerId);
  });

  test('work that was done in one account does not move into another one', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/attempts', submission());
    const mine = email();
    await signIn(app, browser, mine);
    await signIn(app, browser, email());
    expect((await progressOf(browser)).course.score).toBe(0);
    await signIn(app, browser, mine);
    expect((await progressOf(browser)).course.score).toBe(1);
  });
});
