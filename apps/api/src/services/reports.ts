/** Reports of questions from the learner's side, and what instructors told the learner. */
import { randomUUID } from 'node:crypto';
import { insertAudit } from '../db/audit.ts';
import { findReportByKey, insertReport, listReportsOf, type ReportRow } from '../db/question-reports.ts';
import { findQuestionVersion } from '../db/question-versions.ts';
import { listOverridesOf } from '../db/score-overrides.ts';
import { ApiError } from '../errors.ts';
import type { Notices, OwnReport, ReportRequest } from '../schemas/report.ts';
import { ownLearner } from './own-learner.ts';
import { type Limit, limitRate } from './rate-limits.ts';
import type { ServiceContext } from './service-context.ts';
import { pseudonymOf } from './teach/pseudonym.ts';

/** `replayed`: this key was stored before. */
interface Stored {
  result: OwnReport;
  replayed: boolean;
}

/** A class that reports in earnest stays far below; a script does not fill the instructors' list. */
const REPORTS_PER_LEARNER: Limit = { name: 'report-by-learner', max: 10, windowMinutes: 24 * 60 };

export type ReportService = ReturnType<typeof reportService>;

export function reportService(context: ServiceContext) {
  const { db } = context;
  return {
    /** Stores a report once per key. Throws `ApiError` 404 or 429, and then stores nothing. */
    report: (learnerId: string, request: ReportRequest): Promise<Stored> =>
      db.transaction((tx) => report({ ...context, db: tx }, learnerId, request)),

    /** Returns what instructors told this learner, and what they have not answered yet. */
    async notices(learnerId: string | undefined): Promise<Notices> {
      if (learnerId === undefined) return { pseudonym: null, reports: [], overrides: [] };
      const reports = await listReportsOf(db, learnerId);
      const overrides = await listOverridesOf(db, learnerId);
      return {
        pseudonym: pseudonymOf(learnerId),
        reports: reports.map(viewReport),
        overrides: overrides.map(({ override, lesson, questionId, maxScore }) => ({
          attemptId: override.attemptId,
          lesson,
          questionId,
          originalScore: override.originalScore,
          score: override.score,
          maxScore,
          note: override.note,
          overriddenAt: override.overriddenAt.toISOString(),
        })),
      };
    },
  };
}

async function report({ db, now }: ServiceContext, learnerId: string, request: ReportRequest): Promise<Stored> {
  await ownLearner(db, learnerId);
  const earlier = await findReportByKey(db, learnerId, request.idempotencyKey);
  if (earlier !== undefined) return { result: viewReport(earlier), replayed: true };
  const { lesson, questionId, questionVersion } = request;
  if ((await findQuestionVersion(db, lesson, questionId, questionVersion)) === undefined) {
    throw new ApiError(404, 'question-unknown', `Lesson "${lesson}" never had this version of "${questionId}".`, {
      field: 'questionId',
    });
  }
  const reportedAt = now();
  await limitRate(db, REPORTS_PER_LEARNER, learnerId, reportedAt);
  const row: ReportRow = {
    id: randomUUID(),
    learnerId,
    ...request,
    reportedAt,
    answer: null,
    answeredAt: null,
    answeredBy: null,
  };
  await insertReport(db, row);
  await insertAudit(db, {
    at: reportedAt,
    learnerId,
    action: 'question.reported',
    subject: row.id,
    detail: { lesson, questionId, reason: row.reason },
  });
  return { result: viewReport(row), replayed: false };
}

/** Returns a report as its writer sees it. */
export function viewReport(row: ReportRow): OwnReport {
  return {
    reportId: row.id,
    lesson: row.lesson,
    questionId: row.questionId,
    reason: row.reason,
    text: row.text,
    reportedAt: row.reportedAt.toISOString(),
    answer: row.answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
