/** Table `submission`: texts handed in, waiting for their writers' own assessment. */
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, value } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { submission } from './tables.ts';

export type SubmissionRow = typeof submission.$inferSelect;

export async function findSubmissionByKey(
  db: Database,
  learnerId: string,
  idempotencyKey: string,
): Promise<SubmissionRow | undefined> {
  return (await selectByKey(db, { learnerId, idempotencyKey }))[0];
}

const selectByKey = fixedQuery<Pick<SubmissionRow, 'learnerId' | 'idempotencyKey'>, SubmissionRow[]>((db) =>
  db
    .select()
    .from(submission)
    .where(and(eq(submission.learnerId, value('learnerId')), eq(submission.idempotencyKey, value('idempotencyKey')))),
);

/** Returns a submission of this learner; another's is not found. */
export async function findSubmission(db: Database, learnerId: string, id: string): Promise<SubmissionRow | undefined> {
  const rows = await db
    .select()
    .from(submission)
    .where(and(eq(submission.learnerId, learnerId), eq(submission.id, id)));
  return rows[0];
}

/** Returns what still waits for assessment, the newest first. */
export async function listOpenSubmissions(db: Database, learnerId: string, lesson: string): Promise<SubmissionRow[]> {
  return db
    .select()
    .from(submission)
    .where(and(eq(submission.learnerId, learnerId), eq(submission.lesson, lesson), isNull(submission.attemptId)))
    .orderBy(desc(submission.receivedAt));
}

export async function insertSubmission(tx: Database, row: SubmissionRow): Promise<void> {
  await tx.insert(submission).values(row);
}

export async function closeSubmission(tx: Database, id: string, attemptId: string): Promise<void> {
  await tx.update(submission).set({ attemptId }).where(eq(submission.id, id));
}

/** Moves one learner's submissions to another; one that was sent from both is kept once. */
export async function moveSubmissions(tx: Database, from: string, to: string): Promise<void> {
  const keys = tx.select({ key: submission.idempotencyKey }).from(submission).where(eq(submission.learnerId, to));
  await tx.delete(submission).where(and(eq(submission.learnerId, from), inArray(submission.idempotencyKey, keys)));
  await tx.update(submission).set({ learnerId: to }).where(eq(submission.learnerId, from));
}

export async function exportSubmissions(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, questionId, response, answeredAt, receivedAt } = submission;
  return toJson(
    await db
      .select({ lesson, questionId, response, answeredAt, receivedAt })
      .from(submission)
      .where(eq(submission.learnerId, learnerId))
      .orderBy(receivedAt),
  );
}
