import { randomUUID } from 'node:crypto';
import { eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymousAttempt, attempt, audit, authSession, authUser, learner } from '../src/db/tables.ts';
import { runRetention } from '../src/services/rights/retention.ts';
import { SQL_ENGINES, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';
import { signIn } from './sign-in.ts';

const DAY_MS = 86_400_000;
const CONFIRM = { confirm: 'delete everything' };
const email = () => `${randomUUID()}@example.org`;

async function idOf(browser: Browser): Promise<string> {
  return (await browser.get<{ learnerId: string }>('/api/learner')).body.learnerId;
}

describe.each(SQL_ENGINES)('rights on $name', ({ open, skip }) => {
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

  test('the export is a readable file with everything of the learner and nothing of anybody else', async () => {
    const [browser, other] = [await app.signedIn(), await app.signedIn()];
    const address = email();
    await browser.post('/api/attempts', submission());
    await other.post(
      '/api/attempts',
      submission({
        questionId: 'word',
        lesson: 'second-lesson',
        response: { kind: 'short-text', text: 'somebody else' },
      }),
    );
    await signIn(app, browser, address);
    const { status, body, headers } = await browser.get<Record<string, unknown>>('/api/me/export');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="glassbox-2026-11-23.json"');
    expect(body).toMatchObject({
      learnerId: await idOf(browser),
      account: { email: address },
      attempt: [{ lesson: 'first-lesson', questionId: 'colour', prompt: { en: 'Which colour?' }, verdict: 'right' }],
      question_progress: [{ questionId: 'colour', bestScore: 1 }],
    });
    expect(JSON.stringify(body)).not.toContain('somebody else');
    expect(JSON.stringify(body)).not.toContain(await idOf(other));
    expect(JSON.stringify(body)).not.toMatch(/tokenHash|token_hash|requestHash|authored|fingerprint/i);
  });

  test('deleting removes learner, account and work for good; what stays tells of nobody', async () => {
    const { db } = opened.database;
    const browser = await app.signedIn();
    const address = email();
    await browser.post('/api/attempts', submission());
    await browser.post(
      '/api/attempts',
      submission({ response: { kind: 'single-choice', choice: 'c1' }, answeredAt: '2026-11-23T11:59:30.000Z' }),
    );
    await browser.post(
      '/api/attempts',
      submission({
        questionId: 'word',
        lesson: 'second-lesson',
        response: { kind: 'short-text', text: 'my own secret words' },
      }),
    );
    await signIn(app, browser, address);
    const id = await idOf(browser);
    const kept = browser.cookie;

    expect((await browser.post('/api/me/delete', {})).status).toBe(422);
    expect((await browser.post('/api/me/delete', CONFIRM)).status).toBe(200);
    expect(await db.$count(learner, eq(learner.id, id))).toBe(0);
    expect(await db.$count(attempt, eq(attempt.learnerId, id))).toBe(0);
    expect(await db.$count(authUser, eq(authUser.email, address))).toBe(0);
    const left = {
      answers: await db.select().from(anonymousAttempt),
      audit: await db.select().from(audit),
      sessions: await db.select().from(authSession),
    };
    const text = JSON.stringify(left);
    for (const trace of [id, address, 'my own secret words']) expect(text, trace).not.toContain(trace);
    const colour = left.answers.filter(({ questionId }) => questionId === 'colour');
    expect(colour.map(({ isFirst, choices, score }) => ({ isFirst, choices, score }))).toEqual(
      expect.arrayContaining([
        { isFirst: true, choices: ['c2'], score: 1 },
        { isFirst: false, choices: ['c1'], score: 0 },
      ]),
    );
    expect(left.answers.find(({ questionId }) => questionId === 'word')?.choices).toBeNull();
    const deletions = await db.select().from(audit).where(isNull(audit.learnerId));
    expect(deletions.map(({ action }) => action)).toContain('learner.deleted');

    const thief = app.browser();
    thief.cookie = kept;
    expect((await thief.get('/api/account')).body).toMatchObject({ account: null, work: { answers: 0 } });
    expect((await browser.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(0);
  });

  test('an anonymous learner deletes without signing in', async () => {
    const browser = await app.signedIn();
    const id = await idOf(browser);
    expect((await browser.post('/api/me/delete', CONFIRM)).status).toBe(200);
    expect(await opened.database.db.$count(learner, eq(learner.id, id))).toBe(0);
  });

  test('an account asks for a fresh sign-in before it is deleted', async () => {
    const browser = await app.signedIn();
    const address = email();
    await signIn(app, browser, address);
    app.setClock(new Date(NOON.getTime() + 16 * 60_000));
    const stale = await browser.post<{ error: { code: string } }>('/api/me/delete', CONFIRM);
    expect([stale.status, stale.body.error.code]).toEqual([403, 'sign-in-again']);
    await signIn(app, browser, address);
    expect((await browser.post('/api/me/delete', CONFIRM)).status).toBe(200);
    app.setClock(NOON);
  });

  test('anonymous learners who do not come any more are forgotten once a day; accounts and visitors are not', async () => {
    const { db } = opened.database;
    const [gone, visitor, member] = [await app.signedIn(), await app.signedIn(), await app.signedIn()];
    await gone.post('/api/attempts', submission());
    await signIn(app, member, email());
    const ids = { gone: await idOf(gone), visitor: await idOf(visitor), member: await idOf(member) };
    app.setClock(new Date(NOON.getTime() + 20 * DAY_MS));
    await visitor.get('/api/progress');
    const later = new Date(NOON.getTime() + 31 * DAY_MS);
    const run = () => runRetention({ db, now: () => later }, { keepAnonymousDays: 30, keepAuditDays: 0 });
    // Several replicas at the same moment: one of them does it.
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.filter((forgotten) => forgotten !== undefined)).toHaveLength(1);
    expect(await db.$count(learner, eq(learner.id, ids.gone))).toBe(0);
    expect(await db.$count(learner, eq(learner.id, ids.visitor))).toBe(1);
    expect(await db.$count(learner, eq(learner.id, ids.member))).toBe(1);
    expect(await run()).toBeUndefined();
    app.setClock(NOON);
  });
});
