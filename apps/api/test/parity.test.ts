import { expect, test } from 'vitest';
import type { Review } from '../src/schemas/review.ts';
import { RIGHT } from './course.ts';
import { EVERY_ENGINE, type TestEngine } from './databases.ts';
import { type Answer, submission, testApp } from './harness.ts';

/** One learner's way through the API, from the first visit to refused and repeated requests; every answer is kept. */
async function walk({ open }: TestEngine): Promise<string> {
  const opened = await open();
  try {
    const app = await testApp(opened.database);
    const browser = app.browser();
    const key = '00000000-0000-4000-8000-000000000001';
    const lab = {
      idempotencyKey: key,
      lesson: 'first-lesson',
      activity: 'lab-finished',
      lab: 'count-words',
      data: { b: 1, a: ['语', 0.1] },
    };
    const wordy = submission({
      lesson: 'second-lesson',
      questionId: 'word',
      response: { kind: 'short-text', text: '词语 ✓ 😀' },
    });
    const colour = submission({
      response: { ...RIGHT.colour },
      presented: ['c3', 'c1', 'c2'],
      answeredAt: '2026-11-23T11:00:00.123Z',
    });
    const answers = [
      await browser.get('/api/progress'),
      await browser.post('/api/attempts', colour),
      await browser.get('/api/learner'),
      await browser.post('/api/attempts', colour),
      await browser.post('/api/attempts', colour),
      await browser.post('/api/attempts', { ...colour, presented: ['c1', 'c2', 'c3'] }),
      await browser.post(
        '/api/attempts',
        submission({ questionId: 'several', response: { kind: 'multiple-choice', choices: ['m1', 'm2'] } }),
      ),
      await browser.post('/api/attempts', submission({ questionVersion: 'v7' })),
      await browser.post('/api/attempts', wordy),
      await browser.post(
        '/api/attempts',
        submission({
          answeredAt: '0000-01-01T00:00:00Z',
          questionId: 'count',
          response: { kind: 'number', value: '９８７６５４' },
        }),
      ),
      await browser.post('/api/activities', lab),
      await browser.post('/api/activities', { ...lab, data: { a: ['语', 0.1], b: 1 } }),
      await browser.post('/api/activities', { ...lab, data: { a: [0.1, '语'], b: 1 } }),
      await browser.get('/api/lessons/first-lesson/attempts'),
      await browser.get('/api/lessons/second-lesson/attempts'),
      await browser.get('/api/progress'),
      await browser.post('/api/place', { lesson: 'first-lesson', section: 'lab', at: '2026-11-23T11:30:00Z' }),
      await browser.post('/api/place', { lesson: 'second-lesson', section: null, at: '2026-11-23T11:29:00Z' }),
      withoutQuestions(await browser.get<Review>('/api/review')),
      await browser.get('/api/mastery'),
      await browser.get('/api/certificates'),
      await browser.post('/api/certificates', { name: '林小满', language: 'zh' }),
      await browser.get('/api/certificates/00000000-0000-4000-8000-000000000009'),
      await browser.get('/api/certificates/revoked'),
      await browser.get('/api/ready'),
      await browser.get('/api/openapi.json'),
    ];
    return normalise(answers.map(({ status, body }) => ({ status, body })));
  } finally {
    await opened.remove();
  }
}

/** The order of the options in a review is each learner's own. */
function withoutQuestions({ body, ...answer }: Answer<Review>): Answer<unknown> {
  return { ...answer, body: { ...body, cards: body.cards.map(({ question: { id }, ...card }) => ({ ...card, id })) } };
}

/** Identifiers differ from run to run; which of them are equal must not. */
function normalise(answers: object[]): string {
  const seen = new Map<string, string>();
  return JSON.stringify(answers, null, 1).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const name = seen.get(id) ?? `id-${seen.size + 1}`;
    seen.set(id, name);
    return name;
  });
}

const skipped = EVERY_ENGINE.find(({ skip }) => skip !== undefined);
const title = 'PGlite in memory, PGlite in a folder and Postgres give the same answers, byte for byte';

test.skipIf(skipped !== undefined)(skipped ? `${title} (skipped: ${skipped.skip})` : title, async () => {
  const transcripts = [];
  for (const engine of EVERY_ENGINE) transcripts.push(await walk(engine));
  expect(transcripts).toHaveLength(3);
  const statuses = JSON.parse(transcripts[0] ?? '').map(({ status }: { status: number }) => status);
  expect(statuses).toEqual([
    200, 401, 200, 201, 200, 409, 201, 409, 201, 201, 201, 200, 409, 200, 200, 200, 200, 200, 200, 200, 200, 409, 404,
    200, 200, 200,
  ]);
  expect(transcripts[1]).toBe(transcripts[0]);
  expect(transcripts[2]).toBe(transcripts[0]);
});
