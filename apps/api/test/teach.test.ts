/** What instructors see and do: cohorts and members, reports, scores set by hand, files. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QuestionHistory } from '../src/schemas/attempt.ts';
import type { Notices, TaughtReport } from '../src/schemas/report.ts';
import type { Cohort, MemberList } from '../src/schemas/teach.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { NOON } from './harness.ts';
import { answer, choose, report, type School, school } from './school.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let opened: TestDatabase;
let app: School['app'];
let newCohort: School['newCohort'];
let newMember: School['newMember'];

beforeAll(async () => {
  opened = await openAny();
  ({ app, newCohort, newMember } = await school(opened));
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
  expect((await instructor.post<Cohort>(`${path}/state`, { archived: true })).body.archivedAt).toBe(NOON.toISOString());
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
  expect(body.reports).toMatchObject([{ text: 'Which shade?', answer: 'Any shade.', answeredAt: NOON.toISOString() }]);
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

  const { attempts } = (await learner.get<{ attempts: QuestionHistory[] }>('/api/lessons/first-lesson/attempts')).body;
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
