/** What instructors see and do: cohorts, dashboards, statistics, reports, scores set by hand, files. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepAnonymousAttempts } from '../src/db/anonymous-attempts.ts';
import { deleteLearner } from '../src/db/learners.ts';
import { cohortMember } from '../src/db/tables.ts';
import type { AttemptResult, QuestionHistory } from '../src/schemas/attempt.ts';
import type { PresentedQuiz } from '../src/schemas/presentation.ts';
import type { Notices, OwnReport, QueuedText, TaughtReport } from '../src/schemas/report.ts';
import type { Cohort, LessonReport, MemberList, QuestionDetail, TeachingOverview } from '../src/schemas/teach.ts';
import { RIGHT } from './course.ts';
import { ENGINES, openAny, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';
import { MECHANICS, mechanicsCourse } from './mechanics-course.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let opened: TestDatabase;
let app: TestApp;

async function newCohort(instructor: Browser, name = 'Autumn'): Promise<Cohort> {
  return (await instructor.post<Cohort>('/api/teach/cohorts', { name })).body;
}

/** A learner who is in the cohort. */
async function newMember(cohortId: string): Promise<Browser & { learnerId: string }> {
  const browser = await app.signedIn();
  const { body } = await browser.get<{ learnerId: string }>('/api/learner');
  await opened.database.db.insert(cohortMember).values({ cohortId, learnerId: body.learnerId, joinedAt: NOON });
  return Object.assign(browser, { learnerId: body.learnerId });
}

const choose = (choice: string) => ({ response: { kind: 'single-choice' as const, choice } });
const answer = (learner: Browser, change: Parameters<typeof submission>[0] = {}) =>
  learner.post<AttemptResult>('/api/attempts', submission(change));

function report(learner: Browser, change: object = {}) {
  return learner.post<OwnReport>('/api/reports', {
    idempotencyKey: randomUUID(),
    lesson: 'first-lesson',
    questionId: 'colour',
    questionVersion: 'v1',
    reason: 'unclear',
    text: 'Which shade?',
    ...change,
  });
}

describe('in memory', () => {
  beforeAll(async () => {
    opened = await openAny();
    app = await testApp(opened.database);
  });
  afterAll(() => opened.remove());

  test.each([
    ['get', '/api/teach/cohorts'],
    ['get', '/api/teach/overview'],
    ['get', '/api/teach/reports'],
    ['get', '/api/teach/free-texts'],
    ['get', '/api/teach/export/questions'],
    ['get', '/api/teach/anything-at-all'],
  ] as const)('%s %s is for instructors: 401 without a learner, 403 for one', async (_method, path) => {
    expect((await app.browser().get(path)).status).toBe(401);
    expect((await (await app.signedIn()).get(path)).body).toMatchObject({ error: { code: 'role-missing' } });
  });

  test('a cohort is made, renamed, given a new code, archived and brought back', async () => {
    const instructor = await app.withRole('instructor');
    const made = await newCohort(instructor, '  2026 秋 ');
    expect(made).toMatchObject({ name: '2026 秋', members: 0, archivedAt: null, own: true });
    expect(made.invitationCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    const path = `/api/teach/cohorts/${made.cohortId}`;
    expect((await instructor.post<Cohort>(`${path}/name`, { name: 'Winter' })).body.name).toBe('Winter');
    const recoded = (await instructor.post<Cohort>(`${path}/code`, {})).body;
    expect(recoded.invitationCode).not.toBe(made.invitationCode);
    expect((await instructor.post<Cohort>(`${path}/state`, { archived: true })).body.archivedAt).toBe(
      NOON.toISOString(),
    );
    expect((await instructor.post<Cohort>(`${path}/state`, { archived: false })).body.archivedAt).toBeNull();
    const { body } = await instructor.get<{ cohorts: Cohort[] }>('/api/teach/cohorts');
    expect(body.cohorts).toEqual([{ ...recoded, name: 'Winter' }]);
  });

  test("another instructor's cohort looks like one that does not exist; an administrator sees it", async () => {
    const cohort = await newCohort(await app.withRole('instructor'));
    const other = await app.withRole('instructor');
    for (const path of [
      `/api/teach/cohorts/${cohort.cohortId}/members`,
      `/api/teach/overview?cohort=${cohort.cohortId}`,
      `/api/teach/lessons/first-lesson?cohort=${cohort.cohortId}`,
      `/api/teach/export/members?cohort=${cohort.cohortId}`,
      `/api/teach/reports?cohort=${cohort.cohortId}`,
    ]) {
      expect(await other.get(path)).toMatchObject({ status: 404, body: { error: { code: 'cohort-unknown' } } });
    }
    expect(await other.post(`/api/teach/cohorts/${cohort.cohortId}/name`, { name: 'Mine' })).toMatchObject({
      status: 404,
    });
    const admin = await app.withRole('admin');
    const { body } = await admin.get<{ cohorts: Cohort[] }>('/api/teach/cohorts');
    expect(body.cohorts).toContainEqual({ ...cohort, own: false });
  });

  test('members are named by pseudonym, carry what they did, and one can be removed', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const learner = await newMember(cohortId);
    await answer(learner);
    const path = `/api/teach/cohorts/${cohortId}/members`;
    const { body } = await instructor.get<MemberList>(path);
    const { pseudonym } = (await learner.get<Notices>('/api/notices')).body;
    expect(body).toMatchObject({ lessonsTotal: 2, maxScore: 6 });
    expect(body.members).toMatchObject([{ pseudonym, lessonsDone: 0, score: 1, lastSignAt: NOON.toISOString() }]);
    expect(JSON.stringify(body)).not.toContain(learner.learnerId);

    const remove = `${path}/${body.members[0]?.member}`;
    expect((await instructor.delete(remove)).status).toBe(204);
    expect((await instructor.delete(remove)).status).toBe(404);
    expect((await instructor.get<MemberList>(path)).body.members).toEqual([]);
    expect((await learner.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(1);
  });

  test('a report reaches the instructors of the cohort, and the answer the learner', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const learner = await newMember(cohortId);
    const sent = await report(learner);
    expect(sent).toMatchObject({ status: 201, body: { reason: 'unclear', answer: null } });
    const list = (state: string) =>
      instructor.get<{ reports: TaughtReport[] }>(`/api/teach/reports?cohort=${cohortId}&state=${state}`);
    expect((await list('open')).body.reports).toMatchObject([
      { reportId: sent.body.reportId, text: 'Which shade?', isCurrent: true, prompt: { en: 'Which colour?' } },
    ]);
    const path = `/api/teach/reports/${sent.body.reportId}/answer`;
    const stranger = await app.withRole('instructor');
    expect((await stranger.post(path, { answer: 'Mine now' })).status).toBe(404);
    expect((await instructor.post(path, { answer: ' ' })).status).toBe(422);
    expect((await instructor.post(path, { answer: 'Any shade.' })).status).toBe(204);
    expect((await list('open')).body.reports).toEqual([]);
    expect((await list('answered')).body.reports).toMatchObject([{ answer: 'Any shade.' }]);
    const { body } = await learner.get<Notices>('/api/notices');
    expect(body.reports).toMatchObject([
      { text: 'Which shade?', answer: 'Any shade.', answeredAt: NOON.toISOString() },
    ]);
  });

  test('a learner in no cohort is heard by every instructor', async () => {
    const learner = await app.signedIn();
    const { reportId } = (await report(learner, { text: 'alone' })).body;
    const instructor = await app.withRole('instructor');
    const { body } = await instructor.get<{ reports: TaughtReport[] }>('/api/teach/reports');
    expect(body.reports.map((each) => each.reportId)).toContain(reportId);
    expect((await instructor.post(`/api/teach/reports/${reportId}/answer`, { answer: 'Heard.' })).status).toBe(204);
  });

  test('the same report sent twice is stored once, an unknown version is refused, and ten a day are enough', async () => {
    const learner = await app.signedIn();
    const idempotencyKey = randomUUID();
    const [first, again] = [await report(learner, { idempotencyKey }), await report(learner, { idempotencyKey })];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await report(learner, { questionVersion: 'v9' })).status).toBe(404);
    expect((await report(learner, { reason: 'boring' })).status).toBe(422);
    for (let sent = 1; sent < 10; sent++) expect((await report(learner)).status).toBe(201);
    expect(await report(learner)).toMatchObject({ status: 429, body: { error: { code: 'too-many-requests' } } });
    app.setClock(new Date(NOON.getTime() + DAY_MS + MINUTE_MS));
    expect((await report(learner)).status).toBe(201);
    app.setClock(NOON);
  });

  test('a score set by hand changes attempt, standing and progress, and tells the learner why', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const learner = await newMember(cohortId);
    const { attemptId } = (await answer(learner, choose('c1'))).body;
    const path = `/api/teach/attempts/${attemptId}/score`;
    const stranger = await app.withRole('instructor');
    expect((await stranger.post(path, { score: 1, note: '' })).status).toBe(404);
    expect((await instructor.post(path, { score: 1.5, note: '' })).body).toMatchObject({
      error: { code: 'score-invalid' },
    });
    expect((await instructor.post(path, { score: 0.5, note: 'Close enough.' })).status).toBe(204);
    expect((await instructor.post(path, { score: 0.75, note: 'Even closer.' })).status).toBe(204);

    const { attempts } = (await learner.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts'))
      .body;
    expect(attempts).toMatchObject([{ score: 0.75, bestScore: 0.75, verdict: 'partly' }]);
    expect((await learner.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(0.75);
    expect((await learner.get<Notices>('/api/notices')).body.overrides).toMatchObject([
      { attemptId, originalScore: 0, score: 0.75, maxScore: 1, note: 'Even closer.' },
    ]);
  });

  test('a score set lower lowers the standing too, unless another answer was better', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const learner = await newMember(cohortId);
    const first = (await answer(learner)).body;
    const best = async () => (await learner.get<{ course: { score: number } }>('/api/progress')).body.course.score;
    await instructor.post(`/api/teach/attempts/${first.attemptId}/score`, { score: 0, note: 'Copied.' });
    expect(await best()).toBe(0);
    const second = (await answer(learner)).body;
    expect(await best()).toBe(1);
    await instructor.post(`/api/teach/attempts/${first.attemptId}/score`, { score: 0.5, note: '' });
    expect([await best(), second.score]).toEqual([1, 1]);
  });

  test('files have a byte-order mark, and no cell a spreadsheet would run', async () => {
    const instructor = await app.withRole('instructor');
    const { cohortId } = await newCohort(instructor);
    const learner = await newMember(cohortId);
    const response = { kind: 'short-text' as const, text: '=HYPERLINK("http://example.org")' };
    await answer(learner, { lesson: 'second-lesson', questionId: 'word', response });
    const file = await app.request(`/api/teach/export/attempts?cohort=${cohortId}`, {
      headers: { cookie: instructor.cookie ?? '' },
    });
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="glassbox-attempts.csv"');
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, line] = new TextDecoder().decode(bytes).split('\r\n');
    expect(header).toBe(
      'pseudonym,lesson,question,version,verdict,score,maxScore,gradedBy,answeredAt,receivedAt,response',
    );
    expect(line).toMatch(/^[0-9A-Z]{5},second-lesson,word,v1,wrong,0,1,server,/);
    expect((await instructor.get('/api/teach/export/members')).body).toMatchObject({
      error: { code: 'cohort-needed' },
    });
  });
});

describe('a course with pools, variants and texts', () => {
  beforeAll(async () => {
    opened = await openAny();
    app = await testApp(opened.database, { catalogue: mechanicsCourse() });
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

  test('what a deleted learner answered stays in the numbers of everyone, for its question alone', async () => {
    const admin = await app.withRole('admin');
    const pick = async () =>
      (await admin.get<LessonReport>('/api/teach/lessons/mechanics')).body.quiz.questions.find(
        ({ id }) => id === 'pick',
      )?.n;
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
});

describe.each(ENGINES.filter(({ name }) => name !== 'PGlite in a folder'))('dashboards on $name', ({ open, skip }) => {
  if (skip !== undefined) {
    test.skip(`needs a Postgres: ${skip}`);
    return;
  }
  let instructor: Browser;
  let cohort: Cohort;
  beforeAll(async () => {
    opened = await open();
    app = await testApp(opened.database);
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
