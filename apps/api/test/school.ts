/** A class for the tests of instructors' pages: an app on a database, cohorts and their members. */
import { randomUUID } from 'node:crypto';
import { cohortMember } from '../src/db/tables.ts';
import type { AttemptResult } from '../src/schemas/attempt.ts';
import type { OwnReport } from '../src/schemas/report.ts';
import type { Cohort } from '../src/schemas/teach.ts';
import type { TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';

type Options = Parameters<typeof testApp>[1];

export interface School {
  app: TestApp;
  database: TestDatabase['database'];
  newCohort(instructor: Browser, name?: string): Promise<Cohort>;
  /** A learner who is in the cohort. */
  newMember(cohortId: string): Promise<Browser & { learnerId: string }>;
}

/** Returns a school on an open database. */
export async function school({ database }: TestDatabase, options: Options = {}): Promise<School> {
  const app = await testApp(database, options);
  return {
    app,
    database,
    newCohort: async (instructor, name = 'Autumn') =>
      (await instructor.post<Cohort>('/api/teach/cohorts', { name })).body,
    async newMember(cohortId) {
      const browser = await app.signedIn();
      const { body } = await browser.get<{ learnerId: string }>('/api/learner');
      await database.db.insert(cohortMember).values({ cohortId, learnerId: body.learnerId, joinedAt: NOON });
      return Object.assign(browser, { learnerId: body.learnerId });
    },
  };
}

/** An answer to question `colour` of the first lesson, unless `change` says otherwise. */
export function answer(learner: Browser, change: Parameters<typeof submission>[0] = {}) {
  return learner.post<AttemptResult>('/api/attempts', submission(change));
}

export const choose = (choice: string) => ({ response: { kind: 'single-choice' as const, choice } });

export function report(learner: Browser, change: object = {}) {
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
