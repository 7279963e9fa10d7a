/** Table `attempt`: every graded answer, once per learner and idempotency key. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { attempt, questionProgress, questionVersion } from './tables.ts';

export type AttemptRow = typeof attempt.$inferSelect;
/** What the caller must know; columns with a default may be left out. */
export type NewAttempt = typeof attempt.$inferInsert;

export async function findAttemptByKey(
  db: Database,
  learnerId: string,
  idempotencyKey: string,
): Promise<AttemptRow | undefined> {
  const rows = await db
    .select()
    .from(attempt)
    .where(and(eq(attempt.learnerId, learnerId), eq(attempt.idempotencyKey, idempotencyKey)));
  return rows[0];
}

/** Stores one attempt and returns it as stored, defaults filled in. */
export async function insertAttempt(db: Database, values: NewAttempt): Promise<AttemptRow> {
  const [row] = await db.insert(attempt).values(values).returning();
  if (row === undefined) throw new Error('attempt: the insert returned no row; one was needed.');
  return row;
}

/** Returns, per answered question of a lesson, the latest attempt with the counts kept beside it. */
export async function listLatestAttempts(db: Database, learnerId: string, lesson: string) {
  return db
    .select({
      attempt,
      questionVersion: questionVersion.version,
      attemptCount: questionProgress.attemptCount,
      bestScore: questionProgress.bestScore,
    })
    .from(questionProgress)
    .innerJoin(attempt, eq(attempt.id, questionProgress.latestAttemptId))
    .innerJoin(
      questionVersion,
      and(
        eq(questionVersion.lesson, attempt.lesson),
        eq(questionVersion.questionId, attempt.questionId),
        eq(questionVersion.fingerprint, attempt.questionFingerprint),
      ),
    )
    .where(and(eq(questionProgress.learnerId, learnerId), eq(questionProgress.lesson, lesson)));
}
