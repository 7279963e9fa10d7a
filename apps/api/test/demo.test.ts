/** The demonstration: what `pnpm demo` fills a database with, looked at as an instructor does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../src/demo/seed-demo.ts';
import type { LessonReport, QuestionDetail } from '../src/schemas/teach.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { experimentCourse } from './experiment-course.ts';
import { NOON, testApp } from './harness.ts';

const catalogue = experimentCourse();

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openAny();
});
afterAll(() => opened.remove());

test('experiments too have runs, some that reached the goal and some that did not', async () => {
  const app = await testApp(opened.database, { catalogue });
  const options = { db: opened.database.db, catalogue, now: NOON, seed: 'a test', email: 'instructor@example.org' };
  const made = await seedDemo(options);
  expect(made.learners).toBe(120);
  const admin = await app.withRole('admin');
  const { body } = await admin.get<LessonReport>('/api/teach/lessons/lab');
  expect(body.quiz.questions.map(({ id }) => id)).toEqual(['train', 'tune']);
  for (const { n, facility } of body.quiz.questions) {
    expect(n).toBeGreaterThan(60);
    expect(facility).toBeGreaterThan(0.2);
    expect(facility).toBeLessThan(1);
  }
  const detail = await admin.get<QuestionDetail>('/api/teach/lessons/lab/questions/tune');
  for (const { label } of detail.body.responses) expect(label.en).toMatch(/^right [\d.]+ · wrong [\d.]+$/);
  expect(detail.body.responses.length).toBeGreaterThan(1);
});
