/** Grading stored answers again: what a dry run tells, what is written, what never happens by itself, what learners hear. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attempt,
  audit,
  learner,
  questionProgress,
  questionVersion,
  regrade,
  regradedAttempt,
} from '../src/db/tables.ts';
import { tellPlans } from '../src/regrade/tell-plans.ts';
import type { AttemptResult, QuestionHistory } from '../src/schemas/attempt.ts';
import type { RegradeNotice } from '../src/schemas/regrade.ts';
import { applyRegrade, planRegrade, type RegradeQuestion } from '../src/services/regrade/regrade.ts';
import { colourQuestion, course } from './course.ts';
import { openAny, SQL_ENGINES, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';

const RULES = { mayLower: false, includeRewordings: false };
const ORDER = {
  ...RULES,
  by: 'mei',
  reason: { zh: '原来的答案写反了', en: 'The key was the wrong way round' },
  now: () => new Date('2026-11-24T08:00:00.000Z'),
};
/** Same wording, another right answer: c1. */
const CORRECTED = colourQuestion({ fingerprint: 'f2', right: 'c1' });
const colour = (current = CORRECTED): RegradeQuestion => ({
  lesson: 'first-lesson',
  questionId: 'colour',
  current: [current],
});

let opened: TestDatabase;
let app: TestApp;

const choose = (choice: string) => ({ response: { kind: 'single-choice' as const, choice } });

/** An empty database is made once and emptied again: opening one takes seconds. */
async function begin(): Promise<void> {
  const { db } = opened.database;
  for (const table of [learner, regrade, audit, questionVersion]) await db.delete(table);
  app = await testApp(opened.database);
}

async function learnerWho(...choices: string[]): Promise<Browser & { learnerId: string }> {
  const browser = await app.signedIn();
  for (const choice of choices) await browser.post<AttemptResult>('/api/attempts', submission(choose(choice)));
  const { body } = await browser.get<{ learnerId: string }>('/api/learner');
  return Object.assign(browser, { learnerId: body.learnerId });
}

async function noticesOf(browser: Browser): Promise<RegradeNotice[]> {
  return (await browser.get<{ notices: RegradeNotice[] }>('/api/regrades')).body.notices;
}

async function bestOf(learnerId: string) {
  const rows = await opened.database.db
    .select()
    .from(questionProgress)
    .where(eq(questionProgress.learnerId, learnerId));
  return rows[0]?.bestScore;
}

describe.each(SQL_ENGINES)('regrading on $name', (engine) => {
  beforeAll(async () => {
    if (!engine.skip) opened = await engine.open();
  });
  beforeEach(async (context) => (engine.skip ? context.skip(engine.skip) : begin()));
  afterAll(() => (engine.skip ? undefined : opened.remove()));

  test('a dry run counts who would move, and writes nothing', async () => {
    const wrong = await learnerWho('c1');
    await learnerWho('c2');
    await learnerWho('c3', 'c1');
    const plan = await planRegrade(opened.database.db, colour(), RULES);
    expect(plan).toMatchObject({
      attempts: 4,
      learners: 3,
      changed: 3,
      stays: { kept: 1 },
      up: 2,
      down: 0,
      same: 0,
      delta: { least: 1, mean: 1, most: 1 },
    });
    expect(await bestOf(wrong.learnerId)).toBe(0);
    expect(await opened.database.db.select().from(regradedAttempt)).toEqual([]);
    const told = tellPlans({ lesson: 'first-lesson', plans: [plan], applied: false, ...RULES });
    expect(told).toContain('colour: 3 of 4 answers would change');
    expect(told).toContain('2 learners: 2 up, 0 down, 0 with the same best; +1 points on average (+1 to +1)');
    expect(told).toContain('1 answer would lose points and stay as they are (--may-lower lowers them)');
    expect(told).toContain('pnpm lesson regrade first-lesson colour --apply --reason');
  });

  test('applying raises who was right, keeps who was, tells both the audit and the learner, and is done once', async () => {
    const { db } = opened.database;
    const [up, kept] = [await learnerWho('c1'), await learnerWho('c2')];
    expect(await applyRegrade(db, colour(), ORDER)).toMatchObject({ changed: 1, up: 1, down: 0 });
    expect([await bestOf(up.learnerId), await bestOf(kept.learnerId)]).toEqual([1, 1]);

    const [row] = await db.select().from(attempt).where(eq(attempt.learnerId, up.learnerId));
    expect(row).toMatchObject({ verdict: 'right', score: 1, bestScore: 1, questionFingerprint: 'f2' });
    expect(row?.feedback).toEqual([expect.objectContaining({ tone: 'right', target: 'c1' })]);
    const [trace] = await db.select().from(regradedAttempt);
    expect(trace).toMatchObject({
      attemptId: row?.id,
      before: { fingerprint: 'f1', verdict: 'wrong', score: 0 },
      after: { fingerprint: 'f2', verdict: 'right', score: 1 },
    });
    const audits = (await db.select().from(audit)).filter(({ action }) => action.startsWith('regrade.'));
    expect(audits).toMatchObject([
      { action: 'regrade.ordered', learnerId: null, detail: { by: 'mei', reason: ORDER.reason, questionId: 'colour' } },
      { action: 'regrade.applied', learnerId: up.learnerId, detail: { before: { score: 0 }, after: { score: 1 } } },
    ]);

    expect(await noticesOf(kept)).toEqual([]);
    expect(await noticesOf(up)).toEqual([
      {
        id: expect.any(String),
        lesson: 'first-lesson',
        questionId: 'colour',
        at: '2026-11-24T08:00:00.000Z',
        reason: ORDER.reason,
        before: { verdict: 'wrong', score: 0, maxScore: 1 },
        after: { verdict: 'right', score: 1, maxScore: 1 },
        seen: false,
      },
    ]);
    expect(await applyRegrade(db, colour(), ORDER)).toMatchObject({ changed: 0, learnerIds: [] });
    expect(await db.select().from(regradedAttempt)).toHaveLength(1);
  });
});

describe('regrading', () => {
  beforeAll(async () => {
    opened = await openAny();
  });
  beforeEach(begin);
  afterAll(() => opened.remove());

  test('a new key alone changes no stored answer, not even when the server starts with it', async () => {
    const someone = await learnerWho('c1');
    app = await testApp(opened.database, { catalogue: course(CORRECTED) });
    expect(await bestOf(someone.learnerId)).toBe(0);
    const [row] = await opened.database.db.select().from(attempt);
    expect(row).toMatchObject({ verdict: 'wrong', questionFingerprint: 'f1' });
  });

  test('with --may-lower the best falls, and its learner is told', async () => {
    const someone = await learnerWho('c2', 'c3');
    const plan = await applyRegrade(opened.database.db, colour(), { ...ORDER, mayLower: true });
    expect(plan).toMatchObject({ changed: 2, up: 0, down: 1, delta: { least: -1, mean: -1, most: -1 } });
    expect(await bestOf(someone.learnerId)).toBe(0);
    expect(await noticesOf(someone)).toMatchObject([{ before: { score: 1 }, after: { score: 0 } }]);
  });

  test('the running best of every attempt follows the new grades', async () => {
    await learnerWho('c3', 'c1', 'c3');
    await applyRegrade(opened.database.db, colour(), ORDER);
    const rows = await opened.database.db.select().from(attempt).orderBy(attempt.receivedAt, attempt.id);
    const running = rows.map((_, index) => Math.max(...rows.slice(0, index + 1).map(({ score }) => score)));
    expect(rows.map(({ bestScore }) => bestScore)).toEqual(running);
    expect(running.at(-1)).toBe(1);
  });

  test('an answer to another wording is left alone, unless it is asked for: then options are matched by their authors’ names', async () => {
    const someone = await learnerWho('c1');
    const reworded = JSON.parse(JSON.stringify(CORRECTED).replaceAll('"id":"c1"', '"id":"c1-new"'));
    const question = colour({
      ...reworded,
      version: 'v2',
      fingerprint: 'f3',
      public: { ...reworded.public, version: 'v2' },
    });
    expect(await planRegrade(opened.database.db, question, RULES)).toMatchObject({
      changed: 0,
      stays: { reworded: 1 },
    });
    await applyRegrade(opened.database.db, question, { ...ORDER, includeRewordings: true });
    const [row] = await opened.database.db.select().from(attempt);
    expect(row).toMatchObject({ verdict: 'right', response: { choice: 'c1-new' }, questionFingerprint: 'f3' });
    app = await testApp(opened.database, { catalogue: course(question.current[0]) });
    const { body } = await someone.get<QuestionHistory[]>('/api/lessons/first-lesson/attempts');
    expect(JSON.stringify(body)).toContain('"questionVersion":"v2"');
  });

  test('what a person graded is a person’s', async () => {
    await learnerWho('c1');
    await opened.database.db.update(attempt).set({ gradedBy: 'instructor', score: 0.5, verdict: 'partly' });
    expect(await planRegrade(opened.database.db, colour(), RULES)).toMatchObject({
      changed: 0,
      stays: { 'by-hand': 1 },
    });
  });

  test('a falling try keeps its worth', async () => {
    await learnerWho('c1');
    await opened.database.db.update(attempt).set({ worth: 0.5 });
    await applyRegrade(opened.database.db, colour(), ORDER);
    const [row] = await opened.database.db.select().from(attempt);
    expect(row).toMatchObject({ verdict: 'right', score: 0.5, maxScore: 1 });
  });

  test('a notice is its learner’s alone, and is put away once', async () => {
    const [owner, other] = [await learnerWho('c1'), await learnerWho('c2')];
    await applyRegrade(opened.database.db, colour(), ORDER);
    const [notice] = await noticesOf(owner);
    expect(notice?.seen).toBe(false);
    expect((await other.post(`/api/regrades/${notice?.id}/seen`, {})).status).toBe(404);
    expect((await app.browser().post(`/api/regrades/${notice?.id}/seen`, {})).status).toBe(401);
    expect((await owner.post(`/api/regrades/${notice?.id}/seen`, {})).status).toBe(200);
    expect((await owner.post(`/api/regrades/${notice?.id}/seen`, {})).status).toBe(200);
    expect(await noticesOf(owner)).toMatchObject([{ seen: true }]);
    expect((await app.browser().get('/api/regrades')).body).toEqual({ notices: [] });
    expect(NOON.getTime()).toBeLessThan(ORDER.now().getTime());
  });
});
