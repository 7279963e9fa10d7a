/** Table `question_report`: what learners say is wrong with a question, and what was answered. */
import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { cohortMember, questionReport } from './tables.ts';
import { membersOf, type Scope } from './teach/scope.ts';

export type ReportRow = typeof questionReport.$inferSelect;

export async function insertReport(tx: Database, row: ReportRow): Promise<void> {
  await tx.insert(questionReport).values(row);
}

export async function findReportByKey(
  db: Database,
  learnerId: string,
  idempotencyKey: string,
): Promise<ReportRow | undefined> {
  const { learnerId: owner, idempotencyKey: key } = questionReport;
  const rows = await db
    .select()
    .from(questionReport)
    .where(and(eq(owner, learnerId), eq(key, idempotencyKey)));
  return rows[0];
}

/** Returns a learner's reports, the newest first. */
export async function listReportsOf(db: Database, learnerId: string): Promise<ReportRow[]> {
  return db
    .select()
    .from(questionReport)
    .where(eq(questionReport.learnerId, learnerId))
    .orderBy(desc(questionReport.reportedAt), questionReport.id);
}

export interface ReportFilter {
  scope: Scope;
  state: 'open' | 'answered';
  limit: number;
}

/**
 * Returns the reports an instructor may see: of the learners in scope and, unless the scope is one cohort, of learners
 * in no cohort at all, whom nobody else would answer. Open ones oldest first, answered ones newest first.
 */
export async function listReports(db: Database, { scope, state, limit }: ReportFilter): Promise<ReportRow[]> {
  const { answeredAt, reportedAt, id } = questionReport;
  return db
    .select()
    .from(questionReport)
    .where(and(visibleTo(scope), state === 'open' ? isNull(answeredAt) : isNotNull(answeredAt)))
    .orderBy(state === 'open' ? reportedAt : desc(reportedAt), id)
    .limit(limit);
}

export async function findReport(db: Database, scope: Scope, id: string): Promise<ReportRow | undefined> {
  const rows = await db
    .select()
    .from(questionReport)
    .where(and(eq(questionReport.id, id), visibleTo(scope)));
  return rows[0];
}

/** Returns the number of open reports per question of today and before. */
export async function countOpenReports(db: Database, scope: Scope) {
  const { lesson, questionId, answeredAt } = questionReport;
  return db
    .select({ lesson, questionId, open: sql<number>`count(*)::int` })
    .from(questionReport)
    .where(and(visibleTo(scope), isNull(answeredAt)))
    .groupBy(lesson, questionId);
}

export async function answerReport(
  tx: Database,
  id: string,
  answer: Pick<ReportRow, 'answer' | 'answeredAt' | 'answeredBy'>,
): Promise<void> {
  await tx.update(questionReport).set(answer).where(eq(questionReport.id, id));
}

function visibleTo(scope: Scope): SQL | undefined {
  if (scope.kind === 'everyone') return undefined;
  const inScope = sql`${questionReport.learnerId} in (${membersOf(scope)})`;
  if (scope.kind === 'cohort') return inScope;
  return sql`(${inScope} or ${questionReport.learnerId} not in (select ${cohortMember.learnerId} from ${cohortMember}))`;
}

export async function moveReports(tx: Database, from: string, to: string): Promise<void> {
  const keys = tx
    .select({ key: questionReport.idempotencyKey })
    .from(questionReport)
    .where(eq(questionReport.learnerId, to));
  await tx
    .delete(questionReport)
    .where(and(eq(questionReport.learnerId, from), sql`${questionReport.idempotencyKey} in (${keys})`));
  await tx.update(questionReport).set({ learnerId: to }).where(eq(questionReport.learnerId, from));
  await tx.update(questionReport).set({ answeredBy: to }).where(eq(questionReport.answeredBy, from));
}

export async function exportReports(db: Database, learnerId: string): Promise<JsonValue> {
  const rows = await listReportsOf(db, learnerId);
  return toJson(
    rows.map(({ lesson, questionId, reason, text, reportedAt, answer, answeredAt }) => ({
      lesson,
      questionId,
      reason,
      text,
      reportedAt,
      answer,
      answeredAt,
    })),
  );
}
