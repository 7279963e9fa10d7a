/** What waits for an instructor: reports to answer and texts to read. */
import { insertAudit } from '../../db/audit.ts';
import { answerReport, findReport, listReports } from '../../db/question-reports.ts';
import { findQuestionVersion } from '../../db/question-versions.ts';
import { findAttemptInScope, listQueue } from '../../db/score-overrides.ts';
import { ApiError } from '../../errors.ts';
import type { QueuedText, TaughtReport } from '../../schemas/report.ts';
import { overrideScore } from '../override.ts';
import { viewReport } from '../reports.ts';
import type { ServiceContext } from '../service-context.ts';
import { READ_BY_PEOPLE } from './dashboards.ts';
import { viewQueued } from './free-text.ts';
import { broadestScope, getScope, type Instructor } from './instructor.ts';
import { pseudonymOf } from './pseudonym.ts';

/** A list a person works through from the top; the rest comes up as it gets shorter. */
const MAX_LISTED = 200;

export function answeringService({ db, catalogue, now }: ServiceContext) {
  return {
    async reports(instructor: Instructor, state: 'open' | 'answered', cohortId?: string): Promise<TaughtReport[]> {
      const scope = await getScope(db, instructor, cohortId);
      const rows = await listReports(db, { scope, state, limit: MAX_LISTED });
      const views: TaughtReport[] = [];
      for (const row of rows) {
        const version = await findQuestionVersion(db, row.lesson, row.questionId, row.questionVersion);
        views.push({
          ...viewReport(row),
          pseudonym: pseudonymOf(row.learnerId),
          prompt: version?.public.prompt ?? null,
          // Every variant of today has a version of its own.
          isCurrent: catalogue
            .variantsOf(row.lesson, row.questionId)
            .some(({ version: of }) => of === row.questionVersion),
        });
      }
      return views;
    },

    /** Stores the answer; a second one replaces the first. Throws `ApiError` 404 for a report out of sight. */
    async answer(instructor: Instructor, reportId: string, answer: string): Promise<void> {
      await db.transaction(async (tx) => {
        const row = await findReport(tx, broadestScope(instructor), reportId);
        if (row === undefined) throw new ApiError(404, 'report-unknown', 'There is no such report among yours.');
        const at = now();
        await answerReport(tx, reportId, { answer, answeredAt: at, answeredBy: instructor.learnerId });
        await insertAudit(tx, {
          at,
          learnerId: row.learnerId,
          action: 'question.report-answered',
          subject: reportId,
          detail: { by: instructor.learnerId },
        });
      });
    },

    async texts(instructor: Instructor, state: 'waiting' | 'read', cohortId?: string): Promise<QueuedText[]> {
      const scope = await getScope(db, instructor, cohortId);
      const rows = await listQueue(db, { scope, kinds: READ_BY_PEOPLE, state, limit: MAX_LISTED });
      return rows.map(viewQueued);
    },

    /** Sets a score by hand, or agrees with the one there is. Throws `ApiError` 404 for an answer out of sight. */
    async override(instructor: Instructor, attemptId: string, grading: { score: number; note: string }): Promise<void> {
      await db.transaction(async (tx) => {
        const found = await findAttemptInScope(tx, broadestScope(instructor), attemptId);
        if (found === undefined) throw new ApiError(404, 'attempt-unknown', 'There is no such answer among yours.');
        await overrideScore(tx, { attemptId, ...grading, by: instructor.learnerId, now: now() });
      });
    },
  };
}
