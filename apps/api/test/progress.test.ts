import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActivityResult } from '../src/schemas/activity.ts';
import type { AttemptRequest } from '../src/schemas/attempt.ts';
import type { LearnerView } from '../src/schemas/learner.ts';
import type { Progress } from '../src/schemas/progress.ts';
import { course, RIGHT } from './course.ts';
import { ENGINES, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';

const DAY_MS = 86_400_000;

function activity(lab: string, change: object = {}) {
  return { idempotencyKey: randomUUID(), lesson: 'first-lesson', activity: 'lab-finished', lab, ...change };
}

async function answerRight(browser: Browser, lesson: string, questionId: keyof typeof RIGHT): Promise<void> {
  const response = structuredClone(RIGHT[questionId]) as unknown as AttemptRequest['response'];
  const { status } = await browser.post('/api/attempts', submission({ lesson, questionId, response }));
  expect(status).toBe(201);
}

const progressOf = async (browser: Browser) => (await browser.get<Progress>('/api/progress')).body;

describe.each(ENGINES)('progress on $name', ({ open, skip }) => {
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

  test('everything is new for a browser without a learner, planned lessons do not count, and no learner is made', async () => {
    const browser = app.browser();
    expect(await progressOf(browser)).toEqual({
      lessons: [
        {
          slug: 'first-lesson',
          state: 'new',
          questionsTotal: 4,
          questionsAnswered: 0,
          questionsRight: 0,
          score: 0,
          maxScore: 5,
          labsDone: [],
        },
        {
          slug: 'second-lesson',
          state: 'new',
          questionsTotal: 1,
          questionsAnswered: 0,
          questionsRight: 0,
          score: 0,
          maxScore: 1,
          labsDone: [],
        },
      ],
      course: { lessonsDone: 0, lessonsTotal: 2, score: 0, maxScore: 6 },
      place: null,
    });
    expect(browser.cookie).toBeUndefined();
  });

  test('a lesson is started by one answer and done when all questions are answered and all labs finished', async () => {
    const browser = await app.signedIn();
    const state = async () => (await progressOf(browser)).lessons[0]?.state;
    await answerRight(browser, 'first-lesson', 'colour');
    expect(await state()).toBe('started');
    for (const id of ['several', 'count', 'sequence'] as const) await answerRight(browser, 'first-lesson', id);
    await browser.post('/api/activities', activity('count-words'));
    expect(await state()).toBe('started');
    await browser.post('/api/activities', activity('be-the-model'));
    expect(await progressOf(browser)).toMatchObject({
      lessons: [
        { state: 'done', questionsAnswered: 4, questionsRight: 4, score: 5, labsDone: ['count-words', 'be-the-model'] },
        { state: 'new' },
      ],
      course: { lessonsDone: 1, lessonsTotal: 2, score: 5, maxScore: 6 },
    });
  });

  test('a lesson with wrong answers everywhere is done too, with the points that were earned', async () => {
    const browser = await app.signedIn();
    const response = { kind: 'short-text' as const, text: 'something else' };
    await browser.post('/api/attempts', submission({ lesson: 'second-lesson', questionId: 'word', response }));
    expect((await progressOf(browser)).lessons[1]).toMatchObject({ state: 'done', questionsRight: 0, score: 0 });
  });

  test('a prediction starts a lesson and finishes no lab', async () => {
    const browser = await app.signedIn();
    const prediction = activity('count-words', { activity: 'prediction', data: { guess: [1, 2.5, '三'] } });
    const { status, body } = await browser.post<ActivityResult>('/api/activities', prediction);
    expect([status, body.labsDone]).toEqual([201, []]);
    expect((await progressOf(browser)).lessons[0]).toMatchObject({ state: 'started', labsDone: [] });
  });

  test('the same activity sent twice is stored once; the same key for another lab is refused', async () => {
    const browser = await app.signedIn();
    const finished = activity('be-the-model');
    const [first, again] = [
      await browser.post('/api/activities', finished),
      await browser.post('/api/activities', finished),
    ];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await browser.post('/api/activities', { ...finished, lab: 'count-words' });
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency-key-reused' } } });
    expect((await progressOf(browser)).lessons[0]?.labsDone).toEqual(['be-the-model']);
  });

  test('a lab the lesson does not have is refused', async () => {
    const browser = await app.signedIn();
    const answer = await browser.post('/api/activities', activity('telepathy'));
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'lab-unknown', field: 'lab' } } });
  });

  test('a question that was removed no longer counts and its answers stay stored', async () => {
    const browser = await app.signedIn();
    await answerRight(browser, 'first-lesson', 'colour');
    await answerRight(browser, 'first-lesson', 'several');
    const full = course();
    const lessons = full.lessons.map((lesson) => ({
      ...lesson,
      questions: lesson.questions.filter(({ id }) => id !== 'colour'),
    }));
    const shorter = await testApp(opened.database, {
      catalogue: { ...full, lessons, findLesson: (slug) => lessons.find((lesson) => lesson.slug === slug) },
    });
    const later = shorter.browser();
    later.cookie = browser.cookie;
    expect((await progressOf(later)).lessons[0]).toMatchObject({
      questionsTotal: 3,
      questionsAnswered: 1,
      score: 2,
      maxScore: 4,
    });
    expect((await progressOf(browser)).lessons[0]).toMatchObject({ questionsAnswered: 2, score: 3 });
  });

  test('a browser keeps its learner, another browser gets another', async () => {
    const browser = await app.signedIn();
    const [me, again, other] = [
      await browser.get<LearnerView>('/api/learner'),
      await browser.get<LearnerView>('/api/learner'),
      await app.browser().get<LearnerView>('/api/learner'),
    ];
    expect(me.body).toEqual({
      learnerId: me.body.learnerId,
      createdAt: NOON.toISOString(),
      anonymous: true,
      role: 'learner',
    });
    expect(again.body).toEqual(me.body);
    expect(other.body.learnerId).not.toBe(me.body.learnerId);
  });

  test('visits keep a learner alive for years; 400 days without one end the session', async () => {
    const browser = await app.signedIn();
    const { body: me } = await browser.get<LearnerView>('/api/learner');
    try {
      for (const days of [390, 780, 1170]) {
        app.setClock(new Date(NOON.getTime() + days * DAY_MS));
        expect((await browser.get<LearnerView>('/api/learner')).body).toEqual(me);
      }
      app.setClock(new Date(NOON.getTime() + (1170 + 401) * DAY_MS));
      expect((await browser.get<LearnerView>('/api/learner')).body.learnerId).not.toBe(me.learnerId);
    } finally {
      app.setClock(NOON);
    }
  });
});
