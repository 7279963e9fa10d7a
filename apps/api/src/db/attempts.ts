/** Table `attempt`: every graded answer, once per learner and idempotency key. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { attempt, questionProgress, questionVersion } from './tables.ts';

export type AttemptRow = typeof attempt.$inferSelect;

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

export async function insertAttempt(db: Database, row: AttemptRow): Promise<void> {
  await db.insert(attempt).values(row);
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
