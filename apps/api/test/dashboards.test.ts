/** The dashboards: completion, time, where people stop and the statistics of questions, on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PresentedQuiz } from '../src/schemas/presentation.ts';
import type { Cohort, LessonReport, QuestionDetail, TeachingOverview } from '../src/schemas/teach.ts';
import { RIGHT } from './course.ts';
import { SQL_ENGINES, type TestDatabase } from './databases.ts';
import { type Browser, NOON } from './harness.ts';
import { mechanicsCourse } from './mechanics-course.ts';
import { answer, choose, type School, school } from './school.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const POOL = ['sum', 'difference', 'product', 'quotient'];

let opened: TestDatabase;
let app: School['app'];
let newCohort: School['newCohort'];
let newMember: School['newMember'];

describe.each(SQL_ENGINES)('dashboards on $name', ({ open, skip }) => {
  if (skip !== undefined) {
    test.skip(`needs a Postgres: ${skip}`);
    return;
  }
  let instructor: Browser;
  let cohort: Cohort;
  beforeAll(async () => {
    opened = await open();
    ({ app, newCohort, newMember } = await school(opened));
    instructor = await app.withRole('instructor');
    cohort = await newCohort(instructor);
    await teachForty();
  });
  afterAll(() => opened.remove());

  /**
   * Forty members: ten only open the course, ten answer one question, twenty finish lesson 2 and answer `colour`, `several`,
   * `count` and `sequence` of lesson 1 but no lab. Of these twenty the first fifteen choose c2 (right), the others c1.
   */
  async function teachForty(): Promise<void> {
    for (let place = 0; place < 40; place++) {
      const learner = await newMember(cohort.cohortId);
      app.setClock(new Date(NOON.getTime() - 20 * DAY_MS));
      if (place >= 30) continue;
      await answer(learner, choose(place < 15 ? 'c2' : 'c1'));
      // A second try never counts.
      app.setClock(new Date(NOON.getTime() - 20 * DAY_MS + MINUTE_MS / 2));
      await answer(learner, choose('c2'));
      if (place >= 20) continue;
      app.setClock(new Date(NOON.getTime() - 20 * DAY_MS + (place + 1) * MINUTE_MS));
      await answer(learner, { questionId: 'several', response: structuredClone(RIGHT.several) as never });
      await answer(learner, { questionId: 'count', response: { kind: 'number', value: place < 10 ? '987654' : '1' } });
      await answer(learner, { questionId: 'sequence', response: structuredClone(RIGHT.sequence) as never });
      app.setClock(new Date(NOON.getTime() - (place < 5 ? 1 : 20) * DAY_MS + 2 * 60 * MINUTE_MS));
      await answer(learner, { lesson: 'second-lesson', questionId: 'word', response: RIGHT.word });
    }
    app.setClock(NOON);
  }

  test('completion, activity and where people stop', async () => {
    const { body } = await instructor.get<TeachingOverview>(`/api/teach/overview?cohort=${cohort.cohortId}`);
    expect(body).toMatchObject({ learners: 40, active: 5, openReports: 0, waitingTexts: 0 });
    expect(body.lessons).toMatchObject([
      { slug: 'first-lesson', started: 30, done: 0, stoppedInside: 10, stoppedAfter: 0 },
      { slug: 'second-lesson', started: 20, done: 20, stoppedInside: 0, stoppedAfter: 15 },
    ]);
  });

  test('time counts what lies between signs close together, and no pause', async () => {
    const { body } = await instructor.get<TeachingOverview>(`/api/teach/overview?cohort=${cohort.cohortId}`);
    // Ten learners half a minute, twenty 1 … 20 minutes; the two hours before lesson 2 are a pause.
    expect(body.lessons.map(({ time }) => time)).toEqual([
      { learners: 30, lower: 0.5, median: 5.5, upper: 12.75 },
      null,
    ]);
  });

  test('only the first answer counts, each question has its n, and correlations wait for thirty who finished', async () => {
    const path = `/api/teach/lessons/first-lesson?cohort=${cohort.cohortId}`;
    const { body } = await instructor.get<LessonReport>(path);
    expect(body.steps.map(({ id, learners }) => [id, learners])).toEqual([
      ['count-words', 0],
      ['be-the-model', 0],
      ['colour', 30],
      ['several', 20],
      ['count', 20],
      ['sequence', 20],
    ]);
    const [colour, several, count] = body.quiz.questions;
    expect(colour).toMatchObject({ n: 30, nComplete: 20, facility: 0.5, discrimination: null });
    expect(colour?.randomGuess).toBeCloseTo(1 / 3, 12);
    expect(colour?.versions).toMatchObject([{ id: 'v1', n: 30 }]);
    expect(several).toMatchObject({ n: 20, facility: 1, sd: 0 });
    expect(count?.facility).toBe(0.5);
    expect(body.quiz).toMatchObject({ n: 30, nComplete: 20, mean: 15 / 20 + 2 + 0.5 + 1, internalConsistency: null });
    expect(body.minima).toEqual({ facility: 5, correlation: 30 });
  });

  test('a question tells how often each option was chosen first', async () => {
    const path = `/api/teach/lessons/first-lesson/questions/colour?cohort=${cohort.cohortId}`;
    const { body } = await instructor.get<QuestionDetail>(path);
    expect(body.n).toBe(30);
    expect(body.options?.map(({ id, count, right }) => [id, count, right])).toEqual([
      ['c1', 15, false],
      ['c2', 15, true],
      ['c3', 0, false],
    ]);
    const typed = await instructor.get<QuestionDetail>(path.replace('colour', 'count'));
    expect(typed.body.options).toBeNull();
    expect(typed.body.responses).toEqual([
      { label: { zh: '1', en: '1' }, count: 10, share: 0 },
      { label: { zh: '987654', en: '987654' }, count: 10, share: 1 },
    ]);
    expect((await instructor.get(`${path}&version=v0`)).status).toBe(404);
  });

  test('an archived cohort is left out of the whole; alone it is still shown', async () => {
    const overview = async (query = '') =>
      (await instructor.get<TeachingOverview>(`/api/teach/overview${query}`)).body.learners;
    expect(await overview()).toBe(40);
    await instructor.post(`/api/teach/cohorts/${cohort.cohortId}/state`, { archived: true });
    expect([await overview(), await overview(`?cohort=${cohort.cohortId}`)]).toEqual([0, 40]);
    await instructor.post(`/api/teach/cohorts/${cohort.cohortId}/state`, { archived: false });
  });

  test('the table of questions has a line per question and version', async () => {
    const { body } = await instructor.get<string>(`/api/teach/export/questions?cohort=${cohort.cohortId}`);
    const lines = body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 2 * 5);
    expect(lines[1]).toMatch(/^first-lesson,colour,single-choice,1,question,colour,30,20,0\.5,/);
  });
});

describe.each(SQL_ENGINES)('the steps of a lesson with a pool on $name', ({ open, skip }) => {
  if (skip !== undefined) {
    test.skip(`needs a Postgres: ${skip}`);
    return;
  }
  beforeAll(async () => {
    opened = await open();
    ({ app, newCohort, newMember } = await school(opened, { catalogue: mechanicsCourse() }));
  });
  afterAll(() => opened.remove());

  test('nobody stops at a question that was never asked: a pool is as many steps as it draws', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const drawnBy = new Map<string, number>();
    const answeredBy = new Map<string, number>();
    // Eight look at the quiz; of the two questions of the pool that each draws three answer both, three the first, two none.
    for (let place = 0; place < 8; place++) {
      const learner = await newMember(cohortId);
      const { body } = await learner.get<PresentedQuiz>('/api/lessons/mechanics/quiz');
      const drawn = body.questions.filter(({ question }) => POOL.includes(question.id));
      expect(drawn).toHaveLength(2);
      for (const { question } of drawn) drawnBy.set(question.id, (drawnBy.get(question.id) ?? 0) + 1);
      for (const { question } of drawn.slice(0, place < 3 ? 2 : place < 6 ? 1 : 0)) {
        answeredBy.set(question.id, (answeredBy.get(question.id) ?? 0) + 1);
        const response = { kind: 'number' as const, value: '7' };
        const { id: questionId, version: questionVersion } = question;
        await answer(learner, { lesson: 'mechanics', questionId, questionVersion, response });
      }
    }
    const { body } = await instructor.get<LessonReport>(`/api/teach/lessons/mechanics?cohort=${cohortId}`);
    const steps = body.steps.filter(({ kind }) => kind === 'pool');
    expect(steps.map(({ id, learners }) => [id, learners])).toEqual([
      ['arithmetic#1', 6],
      ['arithmetic#2', 3],
    ]);
    expect(steps[0]?.drawnFrom?.map(({ id, asked, learners }) => [id, asked, learners])).toEqual(
      POOL.map((id) => [id, drawnBy.get(id) ?? 0, answeredBy.get(id) ?? 0]),
    );
    expect(steps[1]?.drawnFrom).toBeUndefined();
    expect(body.steps.some(({ id }) => POOL.includes(id))).toBe(false);
  });

  test('an answer without a draw, given offline, counts as asked', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const learner = await newMember(cohortId);
    const { body: quiz } = await (await app.signedIn()).get<PresentedQuiz>('/api/lessons/mechanics/quiz');
    const drawn = quiz.questions.find(({ question }) => POOL.includes(question.id))?.question;
    if (drawn === undefined) throw new Error('the quiz draws none of its pool');
    const response = { kind: 'number' as const, value: '7' };
    await answer(learner, { lesson: 'mechanics', questionId: drawn.id, questionVersion: drawn.version, response });
    const { body } = await instructor.get<LessonReport>(`/api/teach/lessons/mechanics?cohort=${cohortId}`);
    const pool = body.steps.find(({ kind }) => kind === 'pool');
    expect(pool?.drawnFrom?.filter(({ asked }) => asked > 0)).toMatchObject([{ id: drawn.id, asked: 1, learners: 1 }]);
  });
});
