/** Certainty, hints, tries, variants, pools, texts and predictions: as a browser meets them. */
import { randomUUID } from 'node:crypto';
import type { PublicQuestion } from '@glassbox/quiz';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Progress } from '../src/client.ts';
import type { AttemptResult, QuestionHistory } from '../src/schemas/attempt.ts';
import type { HintResult, PresentedQuestion, PresentedQuiz, Solution } from '../src/schemas/presentation.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Browser, type TestApp, testApp } from './harness.ts';
import { MECHANICS, mechanicsCourse } from './mechanics-course.ts';

const LESSON = '/api/lessons/mechanics';
let opened: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  opened = await openAny();
  app = await testApp(opened.database, { catalogue: mechanicsCourse() });
});
afterAll(() => opened.remove());

const variantsOf = (id: string): SecretQuestion[] =>
  MECHANICS.secret.variants?.[id] ?? MECHANICS.secret.questions.filter((question) => question.id === id);

async function quizOf(browser: Browser): Promise<PresentedQuiz> {
  const { status, body } = await browser.get<PresentedQuiz>(`${LESSON}/quiz`);
  expect(status).toBe(200);
  return body;
}

async function shown(browser: Browser, id: string): Promise<PresentedQuestion> {
  const found = (await quizOf(browser)).questions.find(({ question }) => question.id === id);
  if (found === undefined) throw new Error(`the quiz shows no ${id}`);
  return found;
}

function keyOf({ id, version }: PublicQuestion): SecretQuestion {
  const found = variantsOf(id).find((variant) => variant.version === version);
  if (found === undefined) throw new Error(`no variant ${version} of ${id}`);
  return found;
}

const wrongTo = (question: PublicQuestion) => {
  if (question.kind === 'number') return { kind: 'number', value: '0' };
  const secret = keyOf(question);
  if (secret.kind !== 'single-choice') throw new Error(`no wrong answer to ${question.kind}`);
  return { kind: 'single-choice', choice: secret.key.options.find(({ correct }) => !correct)?.id };
};

function answer<Body = AttemptResult>(browser: Browser, question: PublicQuestion, response: unknown, extra = {}) {
  return browser.post<Body>('/api/attempts', {
    idempotencyKey: randomUUID(),
    lesson: 'mechanics',
    questionId: question.id,
    questionVersion: question.version,
    response,
    answeredAt: '2026-11-23T11:59:00.000Z',
    ...extra,
  });
}

const hint = (browser: Browser, question: PublicQuestion, index: number) =>
  browser.post<HintResult>(`${LESSON}/questions/${question.id}/hints`, {
    questionVersion: question.version,
    hint: index,
  });

test('without a learner the quiz is the one of the static site; with one it is personal, the same every time', async () => {
  const stranger = await quizOf(app.browser());
  expect(stranger.personal).toBe(false);
  expect(stranger.questions.map(({ question }) => question)).toEqual(MECHANICS.public.questions);
  const browser = await app.signedIn();
  const first = await quizOf(browser);
  expect(first.personal).toBe(true);
  expect(first.questions).toHaveLength(6);
  expect(await quizOf(browser)).toEqual(first);
});

/** So many that one of three variants stays unseen once in four million runs. */
const LEARNERS = 40;

test('learners get different orders, variants and draws; nothing secret comes with them', async () => {
  const quizzes: PresentedQuiz[] = [];
  for (let turn = 0; turn < LEARNERS; turn += 1) quizzes.push(await quizOf(await app.signedIn()));
  const seen = (id: string, read: (question: PublicQuestion) => unknown) =>
    new Set(
      quizzes.flatMap(({ questions }) =>
        questions.flatMap(({ question }) => (question.id === id ? [JSON.stringify(read(question))] : [])),
      ),
    ).size;
  expect(seen('pick', (question) => 'options' in question && question.options)).toBeGreaterThan(3);
  expect(seen('times', ({ version }) => version)).toBeGreaterThan(2);
  const draws = quizzes.map(({ questions }) =>
    questions
      .slice(4)
      .map(({ question }) => question.id)
      .join(),
  );
  expect(new Set(draws).size).toBeGreaterThan(2);
  expect(JSON.stringify(quizzes)).not.toMatch(/CANARY|correct|modelAnswer|parameters/);
});

test('a try costs its penalty: wrong, wrong, right earns 1 − 2 · 0.2 of the points, and the best never falls', async () => {
  const browser = await app.signedIn();
  const { question } = await shown(browser, 'pick');
  const right = rightResponse(keyOf(question));
  for (const worth of [1, 0.8]) {
    expect((await answer(browser, question, wrongTo(question))).body).toMatchObject({
      worth,
      score: 0,
      verdict: 'wrong',
    });
  }
  const third = (await answer(browser, question, right)).body;
  expect(third).toMatchObject({ verdict: 'right', score: 1.2, maxScore: 2, bestScore: 1.2, attemptNumber: 3 });
  expect(third.worth).toBeCloseTo(0.6);
  expect((await answer(browser, question, wrongTo(question))).body).toMatchObject({ score: 0, bestScore: 1.2 });
  // The fifth try is beyond `max`: graded and told, for practice.
  const practice = await answer(browser, question, right);
  expect([practice.status, practice.body.verdict, practice.body.score, practice.body.worth]).toEqual([
    201,
    'right',
    0,
    0,
  ]);
  const { body } = await browser.get<Progress>('/api/progress');
  expect(body.lessons[0]).toMatchObject({ score: 1.2, questionsRight: 1, questionsAnswered: 1, questionsTotal: 6 });
});

test('an unreadable answer is no try and costs nothing; the same answer sent twice counts once', async () => {
  const browser = await app.signedIn();
  const { question } = await shown(browser, 'pick');
  expect((await answer(browser, question, { kind: 'single-choice', choice: '' })).status).toBe(422);
  const key = { idempotencyKey: randomUUID() };
  const once = await answer(browser, question, wrongTo(question), key);
  const again = await answer(browser, question, wrongTo(question), key);
  expect([once.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(once.body);
  expect((await answer(browser, question, rightResponse(keyOf(question)))).body).toMatchObject({
    attemptNumber: 2,
    score: 1.6,
  });
});

test('a hint is given when asked for, costs once, stays, and lowers what the question can still earn', async () => {
  const browser = await app.signedIn();
  const { question } = await shown(browser, 'pick');
  expect((await hint(browser, question, 1)).status).toBe(409);
  expect((await hint(browser, question, 9)).status).toBe(404);
  const first = await hint(browser, question, 0);
  expect(first.body).toEqual({ hints: [{ zh: '提示一', en: 'CANARY first hint' }], worth: 0.75 });
  expect((await hint(browser, question, 0)).body).toEqual(first.body);
  expect((await shown(browser, 'pick')).hints).toHaveLength(1);
  expect((await answer(browser, question, rightResponse(keyOf(question)))).body).toMatchObject({
    score: 1.5,
    worth: 0.75,
  });
  const stranger = await app
    .browser()
    .post(`${LESSON}/questions/pick/hints`, { questionVersion: question.version, hint: 0 });
  expect(stranger.status).toBe(401);
});

test('a hint speaks of the learner’s own variant', async () => {
  const browser = await app.signedIn();
  const { question } = await shown(browser, 'times');
  const a = keyOf(question).variant?.parameters.a;
  expect((await hint(browser, question, 0)).body.hints[0]?.en).toBe(`CANARY three ${a}s`);
});

test('certainty points stand beside the score, and the summary tells how certainty fitted', async () => {
  const browser = await app.signedIn();
  const [pick, times] = [(await shown(browser, 'pick')).question, (await shown(browser, 'times')).question];
  const sure = (await answer(browser, pick, wrongTo(pick), { certainty: 3 })).body;
  expect(sure).toMatchObject({ score: 0, certainty: 3, certaintyPoints: -6 });
  const careful = (await answer(browser, times, rightResponse(keyOf(times)), { certainty: 1 })).body;
  expect(careful).toMatchObject({ score: 1, certainty: 1, certaintyPoints: 1 });
  // A later try comes after feedback: it has its points and does not change the summary.
  await answer(browser, pick, rightResponse(keyOf(pick)), { certainty: 3 });
  expect((await quizOf(browser)).calibration).toMatchObject({
    answers: 2,
    accuracy: 0.5,
    average: -2.5,
    levels: [
      { certainty: 1, answers: 1, right: 1 },
      { certainty: 3, answers: 1, right: 0, judgement: 'overconfident' },
    ],
  });
  expect((await answer(browser, pick, wrongTo(pick), { certainty: 4 })).status).toBe(422);
  const [drawn] = (await quizOf(browser)).questions.slice(4);
  if (drawn === undefined) throw new Error('no question of the pool');
  expect((await answer(browser, drawn.question, wrongTo(drawn.question), { certainty: 3 })).body).not.toHaveProperty(
    'certainty',
  );
});

test('a new round brings another variant once the present one was answered; asking twice brings one', async () => {
  const browser = await app.signedIn();
  const rounds = (after: number) => browser.post<PresentedQuestion>(`${LESSON}/questions/times/rounds`, { after });
  const first = await shown(browser, 'times');
  expect((await rounds(0)).body).toEqual(first);
  await answer(browser, first.question, wrongTo(first.question));
  const second = (await rounds(0)).body;
  expect(second.round).toBe(1);
  expect(second.question.version).not.toBe(first.question.version);
  expect((await rounds(0)).body).toEqual(second);
  expect(await shown(browser, 'times')).toEqual(second);
  // The attempt at the earlier variant keeps its own key, and tries count over all variants.
  const late = await answer(browser, first.question, rightResponse(keyOf(first.question)));
  expect(late.body).toMatchObject({ verdict: 'right', score: 0.9, attemptNumber: 2 });
  expect((await browser.post(`${LESSON}/questions/pick/rounds`, { after: 0 })).status).toBe(404);
});

test('what was answered before the first look stays: the static variant, and a question of the pool', async () => {
  const browser = await app.signedIn();
  const [fallback, pooled] = [MECHANICS.public.questions[1], MECHANICS.public.questions[4]];
  if (fallback === undefined || pooled === undefined) throw new Error('the static quiz is too short');
  await answer(browser, fallback, wrongTo(fallback));
  await answer(browser, pooled, rightResponse(keyOf(pooled)));
  const quiz = await quizOf(browser);
  expect(quiz.questions[1]?.question.version).toBe(fallback.version);
  expect(quiz.questions.map(({ question }) => question.id)).toContain(pooled.id);
});

test('a text is assessed by its writer after handing in, once; the model answer comes only then', async () => {
  const browser = await app.signedIn();
  const { question } = await shown(browser, 'write');
  const key = { idempotencyKey: randomUUID() };
  const response = { kind: 'free-text', text: '我的回答是这样的', met: ['o0000000000'] };
  const handedIn = await answer<Solution>(browser, question, response, key);
  expect(handedIn.status).toBe(202);
  expect(handedIn.body).toMatchObject({ text: response.text, modelAnswer: { en: 'CANARY model answer' } });
  expect((await answer<Solution>(browser, question, response, key)).body).toEqual(handedIn.body);
  expect((await shown(browser, 'write')).solution).toEqual(handedIn.body);
  expect((await browser.get<{ attempts: unknown[] }>(`${LESSON}/attempts`)).body.attempts).toEqual([]);

  const [idea] = handedIn.body.criteria;
  const assess = (from: Browser, met: unknown) =>
    from.post<AttemptResult>(`/api/submissions/${handedIn.body.submissionId}/assessment`, { met });
  expect((await assess(await app.signedIn(), [])).status).toBe(404);
  expect((await assess(browser, ['made-up'])).status).toBe(422);
  const assessed = await assess(browser, [idea?.id]);
  expect([assessed.status, assessed.body.score, assessed.body.verdict, assessed.body.gradedBy]).toEqual([
    201,
    3,
    'partly',
    'self',
  ]);
  const twice = await assess(browser, []);
  expect([twice.status, twice.body]).toEqual([200, assessed.body]);
  expect((await shown(browser, 'write')).solution).toBeUndefined();
  expect((await answer(browser, question, response, key)).body).toEqual(assessed.body);
  const { body } = await browser.get<{ attempts: QuestionHistory[] }>(`${LESSON}/attempts`);
  expect(body.attempts).toMatchObject([
    { response: { text: response.text, met: [idea?.id] }, gradedBy: 'self', attemptCount: 1 },
  ]);
});

test('a prediction earns its points at once and is compared with the first run that follows it', async () => {
  const browser = await app.signedIn();
  const { question } = await shown(browser, 'guess');
  const run = (data: object) =>
    browser.post('/api/activities', {
      idempotencyKey: randomUUID(),
      lesson: 'mechanics',
      activity: 'lab-finished',
      lab: 'train',
      data,
    });
  const comparison = async () =>
    (await browser.get<{ attempts: QuestionHistory[] }>(`${LESSON}/attempts`)).body.attempts[0]?.comparison;
  const at = (minute: number) => app.setClock(new Date(Date.UTC(2026, 10, 23, 13, minute)));
  at(0);
  await run({ loss: 9 });
  at(1);
  expect((await answer(browser, question, { kind: 'prediction', value: '2.5' })).body).toMatchObject({
    verdict: 'right',
    score: 1,
  });
  expect(await comparison()).toBeUndefined();
  at(2);
  await run({ loss: 'hostile' });
  at(3);
  await run({ loss: 2 });
  at(4);
  await run({ loss: 5 });
  expect(await comparison()).toMatchObject({
    predicted: 2.5,
    measured: 2,
    closeness: 'above',
    feedback: { text: { en: 'CANARY above' } },
  });
});

test('unknown lessons and questions are refused by name', async () => {
  const browser = await app.signedIn();
  expect((await browser.get('/api/lessons/nowhere/quiz')).status).toBe(404);
  expect((await browser.post(`${LESSON}/questions/nothing/rounds`, { after: 0 })).status).toBe(404);
  expect((await browser.post(`/api/submissions/${randomUUID()}/assessment`, { met: [] })).status).toBe(404);
});
