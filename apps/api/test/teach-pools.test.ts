/** Instructors and a course with pools, variants and free texts: what is read by people, how pools and variants are counted. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepAnonymousAttempts } from '../src/db/anonymous-attempts.ts';
import { deleteLearner } from '../src/db/learners.ts';
import type { QuestionHistory } from '../src/schemas/attempt.ts';
import type { PresentedQuiz } from '../src/schemas/presentation.ts';
import type { Notices, QueuedText, TaughtReport } from '../src/schemas/report.ts';
import type { LessonReport, QuestionDetail } from '../src/schemas/teach.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { submission } from './harness.ts';
import { MECHANICS, mechanicsCourse } from './mechanics-course.ts';
import { answer, report, type School, school } from './school.ts';

let opened: TestDatabase;
let app: School['app'];
let newCohort: School['newCohort'];
let newMember: School['newMember'];

beforeAll(async () => {
  opened = await openAny();
  ({ app, newCohort, newMember } = await school(opened, { catalogue: mechanicsCourse() }));
});
afterAll(() => opened.remove());

test('a text that its writer assessed is read, graded by hand, and told', async () => {
  const instructor = await app.withRole('instructor');
  const { cohortId } = await newCohort(instructor);
  const learner = await newMember(cohortId);
  const write = MECHANICS.secret.questions.find(({ id }) => id === 'write');
  if (write?.kind !== 'free-text') throw new Error('the course has no question "write"');
  const place = { lesson: 'mechanics', questionId: 'write', questionVersion: write.version };
  const handedIn = await learner.post<{ submissionId: string }>(
    '/api/attempts',
    submission({ ...place, response: { kind: 'free-text', text: '我觉得是这样的。' } }),
  );
  const queue = async (state: string) =>
    (await instructor.get<{ texts: QueuedText[] }>(`/api/teach/free-texts?cohort=${cohortId}&state=${state}`)).body
      .texts;
  expect(await queue('waiting')).toEqual([]);
  const [idea] = write.key.criteria;
  await learner.post(`/api/submissions/${handedIn.body.submissionId}/assessment`, { met: [idea?.id] });

  const [waiting] = await queue('waiting');
  expect(waiting).toMatchObject({ text: '我觉得是这样的。', score: 3, maxScore: 4, modelAnswer: { zh: '范文' } });
  expect(waiting?.rubric.map(({ points, claimed }) => [points, claimed])).toEqual([
    [3, true],
    [1, false],
  ]);
  await instructor.post(`/api/teach/attempts/${waiting?.attemptId}/score`, { score: 2, note: '只说了一半。' });
  expect(await queue('waiting')).toEqual([]);
  expect(await queue('read')).toMatchObject([{ score: 2, originalScore: 3, note: '只说了一半。' }]);
  expect((await learner.get<Notices>('/api/notices')).body.overrides).toMatchObject([
    { score: 2, note: '只说了一半。' },
  ]);
  const { attempts } = (await learner.get<{ attempts: QuestionHistory[] }>('/api/lessons/mechanics/attempts')).body;
  expect(attempts).toMatchObject([{ score: 2, bestScore: 2, gradedBy: 'instructor' }]);
});

test('a pool has as many slots as it draws, and a variant its own numbers', async () => {
  const instructor = await app.withRole('instructor');
  const { cohortId } = await newCohort(instructor);
  for (let place = 0; place < 6; place++) {
    const learner = await newMember(cohortId);
    const { body } = await learner.get<PresentedQuiz>('/api/lessons/mechanics/quiz');
    for (const { question } of body.questions.filter(({ question }) => question.kind === 'number')) {
      const response = { kind: 'number' as const, value: '7' };
      await answer(learner, {
        lesson: 'mechanics',
        questionId: question.id,
        questionVersion: question.version,
        response,
      });
    }
  }
  const { quiz } = (await instructor.get<LessonReport>(`/api/teach/lessons/mechanics?cohort=${cohortId}`)).body;
  expect(quiz.slots.map(({ id }) => id)).toEqual(['pick', 'times', 'write', 'guess', 'arithmetic#1', 'arithmetic#2']);
  expect(quiz.slots.slice(4).map(({ n, facility }) => [n, facility])).toEqual([
    [6, 1],
    [6, 1],
  ]);
  const drawn = quiz.questions.filter(({ slot }) => slot === 'arithmetic#1');
  expect(drawn.reduce((sum, { n }) => sum + n, 0)).toBe(12);
  const times = quiz.questions.find(({ id }) => id === 'times');
  expect(times?.variants.reduce((sum, { n }) => sum + n, 0)).toBe(6);
  expect(times?.variants.every(({ id }) => /^[0-5]$/.test(id))).toBe(true);
});

test('a report about one of today’s variants is about today’s question', async () => {
  const instructor = await app.withRole('instructor');
  const { cohortId } = await newCohort(instructor);
  const versions = (MECHANICS.secret.variants?.times ?? []).map(({ version }) => version);
  expect(versions.length).toBeGreaterThan(1);
  for (const questionVersion of versions) {
    const learner = await newMember(cohortId);
    await report(learner, { lesson: 'mechanics', questionId: 'times', questionVersion });
  }
  const { body } = await instructor.get<{ reports: TaughtReport[] }>(`/api/teach/reports?cohort=${cohortId}`);
  expect(body.reports.map(({ isCurrent }) => isCurrent)).toEqual(versions.map(() => true));
});

test('what a deleted learner answered stays in the numbers of everyone, for its question alone', async () => {
  const admin = await app.withRole('admin');
  const pick = async () =>
    (await admin.get<LessonReport>('/api/teach/lessons/mechanics')).body.quiz.questions.find(({ id }) => id === 'pick')
      ?.n;
  const learner = await app.signedIn();
  const { body } = await learner.get<PresentedQuiz>('/api/lessons/mechanics/quiz');
  const shown = body.questions.find(({ question }) => question.kind === 'single-choice')?.question;
  if (shown?.kind !== 'single-choice') throw new Error('the quiz shows no single choice');
  const choice = shown.options[0]?.id ?? '';
  const place = { lesson: 'mechanics', questionId: 'pick', questionVersion: shown.version };
  await answer(learner, { ...place, response: { kind: 'single-choice', choice } });
  const before = await pick();
  const { learnerId } = (await learner.get<{ learnerId: string }>('/api/learner')).body;
  await opened.database.db.transaction(async (tx) => {
    await keepAnonymousAttempts(tx, learnerId);
    await deleteLearner(tx, learnerId);
  });
  expect(await pick()).toBe(before);
  const detail = await admin.get<QuestionDetail>('/api/teach/lessons/mechanics/questions/pick');
  expect(detail.body.options?.find(({ id }) => id === choice)?.count).toBe(1);
});
