import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CANARY, colourQuestion, course, RIGHT } from './course.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Answer, submission, type TestApp, testApp } from './harness.ts';

/** Names of fields that only the secret half of a question has. */
const SECRET_FIELDS = ['authoredId', 'correct', 'fingerprint', 'tolerance', 'accept', 'nearTolerance', '"key"'];
/** Right answers that no option or item shows. */
const KEYS = ['987654', '987,654', 'canaryword', '金丝雀'];

let opened: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  opened = await openAny();
  app = await testApp(opened.database);
});
afterAll(() => opened.remove());

function textOf({ body, headers }: Answer<unknown>): string {
  return JSON.stringify(body) + JSON.stringify([...headers]);
}

test('the canary course has something to leak', () => {
  const secret = JSON.stringify(course().lessons);
  for (const text of [CANARY, '987654', 'canaryword', '金丝雀', 'authoredId']) expect(secret).toContain(text);
});

test('nothing before an answer, no refusal and no document holds a key or a field of one', async () => {
  const browser = await app.signedIn();
  const post = (change: object) => browser.post('/api/attempts', { ...submission(), ...change });
  const responses = [
    await browser.get('/api/health'),
    await browser.get('/api/ready'),
    await browser.get('/api/learner'),
    await browser.get('/api/progress'),
    await browser.get('/api/openapi.json'),
    await browser.get('/api/lessons/first-lesson/attempts'),
    await browser.get('/api/lessons/nothing/attempts'),
    await browser.get('/api/nothing'),
    await post({ response: { kind: 'single-choice', choice: 'c9' } }),
    await post({ response: { kind: 'ordering', order: ['s1'] }, questionId: 'sequence' }),
    await post({ response: { kind: 'number', value: 'many' }, questionId: 'count' }),
    await post({ response: { kind: 'multiple-choice', choices: ['m1', 'm1'] }, questionId: 'several' }),
    await post({ response: { kind: 'short-text', text: '' }, questionId: 'word', lesson: 'second-lesson' }),
    await post({ response: 5 }),
    await post({ questionVersion: 'v0' }),
    await post({ questionId: 'none' }),
    await post({ presented: ['c1'] }),
    await browser.post('/api/attempts', '{'),
    await browser.post('/api/activities', {
      idempotencyKey: randomUUID(),
      lesson: 'first-lesson',
      activity: 'lab-finished',
      lab: 'count-words',
    }),
  ];
  const everything = responses.map(textOf).join('\n');
  for (const text of [CANARY, ...KEYS, ...SECRET_FIELDS]) expect(everything, text).not.toContain(text);
});

test('an answer to a choice brings back the feedback of what was chosen and of nothing else', async () => {
  const browser = await app.signedIn();
  await browser.post('/api/attempts', submission({ response: { kind: 'single-choice', choice: 'c1' } }));
  const { body } = await browser.get('/api/lessons/first-lesson/attempts');
  const text = JSON.stringify(body);
  expect(text).toContain(`${CANARY} feedback c1`);
  for (const hidden of ['feedback c2', 'feedback c3', ...SECRET_FIELDS]) expect(text).not.toContain(hidden);
});

test('a failure inside is told as one sentence, without SQL, stack, key or the learner’s words', async () => {
  const broken = await openAny();
  const failing = await testApp(broken.database);
  const browser = await failing.signedIn();
  await broken.database.db.execute('alter table attempt rename to attempt_gone');
  const answer = await browser.post('/api/attempts', {
    ...submission({ lesson: 'second-lesson', questionId: 'word' }),
    response: { kind: 'short-text', text: 'my private words' },
  });
  expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
  expect(textOf(answer)).not.toMatch(/select|insert|relation|attempt_gone|\.ts|\.js|at \w+ \(/i);
  expect(failing.logged.join('\n')).toContain('relation "attempt" does not exist');
  expect(failing.logged.join('\n')).not.toContain('my private words');
  await broken.remove();
});

test('a question’s key is frozen: serving another key under the same fingerprint changes nothing', async () => {
  const forged = await testApp(opened.database, { catalogue: course(colourQuestion({ right: 'c3' })) });
  expect(forged.logged).toEqual([]);
  const restored = await testApp(opened.database, {
    catalogue: course(colourQuestion({ version: 'v9', fingerprint: 'f9' })),
  });
  const browser = await restored.signedIn();
  const { body } = await browser.post(
    '/api/attempts',
    submission({ questionVersion: 'v1', response: { ...RIGHT.colour } }),
  );
  expect(body).toMatchObject({ verdict: 'right' });
});
