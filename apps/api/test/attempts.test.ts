import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttemptResult, QuestionHistory } from '../src/schemas/attempt.ts';
import { colourQuestion, course, RIGHT } from './course.ts';
import { ENGINES, type TestDatabase } from './databases.ts';
import { submission, type TestApp, testApp } from './harness.ts';

const wrong = { kind: 'single-choice', choice: 'c1' } as const;

describe.each(ENGINES)('answers on $name', ({ open, skip }) => {
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

  test('a right answer earns all points and the feedback of the chosen option only', async () => {
    const browser = await app.signedIn();
    const { status, body } = await browser.post<AttemptResult>('/api/attempts', submission());
    expect(status).toBe(201);
    expect(body).toMatchObject({ verdict: 'right', score: 1, maxScore: 1, bestScore: 1 });
    expect(body.feedback.map((remark) => remark.target)).toEqual(['c2']);
    expect(JSON.stringify(body)).not.toContain('feedback c1');
  });

  test('every kind of question can be answered fully right', async () => {
    const browser = await app.signedIn();
    const lessonOf = (id: string) => (id === 'word' ? 'second-lesson' : 'first-lesson');
    for (const [questionId, response] of Object.entries(RIGHT)) {
      const answer = submission({
        lesson: lessonOf(questionId),
        questionId,
        response: JSON.parse(JSON.stringify(response)),
      });
      const { status, body } = await browser.post<AttemptResult>('/api/attempts', answer);
      expect({ questionId, status, verdict: body.verdict }).toEqual({ questionId, status: 201, verdict: 'right' });
    }
  });

  test('some of several right options earn part of the points', async () => {
    const browser = await app.signedIn();
    const response = { kind: 'multiple-choice' as const, choices: ['m1'] };
    const { body } = await browser.post<AttemptResult>(
      '/api/attempts',
      submission({ questionId: 'several', response }),
    );
    expect(body.verdict).toBe('partly');
    expect(body.score).toBeGreaterThan(0);
    expect(body.score).toBeLessThan(2);
  });

  test('the same key with the same answer is told the same result with 200 and counts once', async () => {
    const browser = await app.signedIn();
    const answer = submission({ response: wrong });
    const first = await browser.post<AttemptResult>('/api/attempts', answer);
    await browser.post('/api/attempts', submission());
    const again = await browser.post<AttemptResult>('/api/attempts', answer);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts[0]?.attemptCount).toBe(2);
  });

  test('the same key with another answer is refused with 409 and changes nothing', async () => {
    const browser = await app.signedIn();
    const answer = submission({ response: wrong });
    const first = await browser.post<AttemptResult>('/api/attempts', answer);
    const other = await browser.post('/api/attempts', { ...answer, response: RIGHT.colour });
    expect(other).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency-key-reused', field: 'idempotencyKey' } },
    });
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ verdict: first.body.verdict, attemptCount: 1, response: wrong }]);
  });

  test('twenty copies of one answer sent at the same moment count once', async () => {
    const browser = await app.signedIn();
    const answer = submission();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => browser.post<AttemptResult>('/api/attempts', answer)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.attemptId)).size).toBe(1);
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts[0]?.attemptCount).toBe(1);
  });

  test('different answers of one learner sent at the same moment are all counted', async () => {
    const browser = await app.signedIn();
    const sent = Array.from({ length: 12 }, (_, index) => submission({ response: index === 5 ? RIGHT.colour : wrong }));
    const answers = await Promise.all(sent.map((answer) => browser.post('/api/attempts', answer)));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ attemptCount: 12, bestScore: 1 }]);
  });

  test('two learners may use the same key', async () => {
    const answer = submission();
    const statuses = [await app.signedIn(), await app.signedIn()].map(
      async (b) => (await b.post('/api/attempts', answer)).status,
    );
    expect(await Promise.all(statuses)).toEqual([201, 201]);
  });

  test('a worse retry never lowers the best score', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/attempts', submission());
    const retry = await browser.post<AttemptResult>('/api/attempts', submission({ response: wrong }));
    expect(retry.body).toMatchObject({ verdict: 'wrong', score: 0, bestScore: 1 });
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ verdict: 'wrong', score: 0, bestScore: 1, attemptCount: 2 }]);
  });

  test('the latest attempt is the one answered last, even when an older one arrives later', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/attempts', submission({ answeredAt: '2026-11-23T11:30:00Z' }));
    await browser.post('/api/attempts', submission({ response: wrong, answeredAt: '2026-11-23T19:00:00+08:00' }));
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([
      { verdict: 'right', answeredAt: '2026-11-23T11:30:00.000Z', attemptCount: 2 },
    ]);
  });

  test('a clock that was set back does not make what is answered now older than what was answered before', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/attempts', submission({ response: wrong }));
    const slow = submission({ answeredAt: '2026-11-21T11:59:59Z' });
    const first = await browser.post('/api/attempts', slow, { 'sent-at': '2026-11-21T12:00:00Z' });
    const again = await browser.post('/api/attempts', slow, { 'sent-at': '2026-11-21T12:00:07Z' });
    expect([first.status, again.status]).toEqual([201, 200]); // when it was sent is no part of the answer
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts).toMatchObject([{ verdict: 'right', answeredAt: '2026-11-23T11:59:59.000Z' }]);
  });

  test.each([
    ['an option that does not exist', { kind: 'single-choice', choice: 'c9' }],
    ['an answer of another kind', { kind: 'number', value: '1' }],
    ['an answer of a kind nobody knows', { kind: 'telepathy' }],
    ['an answer without its field', { kind: 'single-choice' }],
  ])('%s is refused with 422, says why in both languages and costs nothing', async (_, response) => {
    const browser = await app.signedIn();
    const { status, body } = await browser.post('/api/attempts', { ...submission(), response });
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'answer-invalid', field: 'response' } });
    expect(body).toHaveProperty('error.problem.text.zh');
    const history = await browser.get('/api/lessons/first-lesson/attempts');
    expect(history.body).toEqual({ attempts: [] });
  });

  test('an order that was not the one presented is refused', async () => {
    const browser = await app.signedIn();
    const stranger = await browser.post('/api/attempts', submission({ presented: ['c1', 'c2', 'c9'] }));
    expect(stranger).toMatchObject({ status: 422, body: { error: { field: 'presented' } } });
    expect((await browser.post('/api/attempts', submission({ presented: ['c3', 'c1', 'c2'] }))).status).toBe(201);
  });

  test.each([
    ['lesson', { lesson: 'no-such-lesson' }, 404, 'lesson-unknown'],
    ['question', { questionId: 'no-such-question' }, 404, 'question-unknown'],
    ['version of the question', { questionVersion: 'v0' }, 409, 'question-version-unknown'],
    ['lesson that is only planned', { lesson: 'someday' }, 404, 'lesson-unknown'],
  ])('an unknown %s is refused', async (_, change, status, code) => {
    const browser = await app.signedIn();
    expect(await browser.post('/api/attempts', submission(change))).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  test('an answer without a learner is refused with 401', async () => {
    const answer = await app.browser().post('/api/attempts', submission());
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'learner-missing' } } });
  });

  test('a learner sees no one else’s answers', async () => {
    const [one, other] = [await app.signedIn(), await app.signedIn()];
    await one.post('/api/attempts', submission());
    expect((await other.get('/api/lessons/first-lesson/attempts')).body).toEqual({ attempts: [] });
  });

  test('an answer to an older version is graded by the key of that version', async () => {
    const corrected = await testApp(opened.database, {
      catalogue: course(colourQuestion({ version: 'v2', fingerprint: 'f2', right: 'c1' })),
    });
    const browser = await corrected.signedIn();
    const old = await browser.post<AttemptResult>('/api/attempts', submission({ questionVersion: 'v1' }));
    const current = await browser.post<AttemptResult>('/api/attempts', submission({ questionVersion: 'v2' }));
    expect([old.body.verdict, current.body.verdict]).toEqual(['right', 'wrong']);
    const { body } = await browser.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts');
    expect(body.attempts[0]?.questionVersion).toBe('v2');
  });

  test('a corrected key under the same public version grades new answers and leaves old ones', async () => {
    const browser = await app.signedIn();
    const answer = submission();
    const before = await browser.post<AttemptResult>('/api/attempts', answer);
    const corrected = await testApp(opened.database, {
      catalogue: course(colourQuestion({ fingerprint: 'f3', right: 'c3' })),
    });
    const later = corrected.browser();
    later.cookie = browser.cookie;
    const replayed = await later.post<AttemptResult>('/api/attempts', answer);
    const after = await later.post<AttemptResult>('/api/attempts', submission());
    expect(replayed.body).toEqual(before.body);
    expect([before.body.verdict, after.body.verdict]).toEqual(['right', 'wrong']);
    expect(after.body.bestScore).toBe(1);
  });
});
