/** Table `attempt`: every graded answer, once per learner and idempotency key. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, value, valuesOf } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { attempt, questionProgress, questionVersion } from './tables.ts';

export type AttemptRow = typeof attempt.$inferSelect;

export async function findAttempt(db: Database, id: string): Promise<AttemptRow | undefined> {
  const rows = await db.select().from(attempt).where(eq(attempt.id, id));
  return rows[0];
}

export async function findAttemptByKey(
  db: Database,
  learnerId: string,
  idempotencyKey: string,
): Promise<AttemptRow | undefined> {
  return (await selectByKey(db, { learnerId, idempotencyKey }))[0];
}

const selectByKey = fixedQuery<Pick<AttemptRow, 'learnerId' | 'idempotencyKey'>, AttemptRow[]>((db) =>
  db
    .select()
    .from(attempt)
    .where(and(eq(attempt.learnerId, value('learnerId')), eq(attempt.idempotencyKey, value('idempotencyKey')))),
);

export const insertAttempt = fixedQuery<AttemptRow, unknown>((db) => db.insert(attempt).values(valuesOf(attempt)));

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

/** Returns a learner's attempts at one question in the order they arrived. */
export async function listAttemptsAt(
  db: Database,
  learnerId: string,
  lesson: string,
  questionId: string,
): Promise<AttemptRow[]> {
  return db
    .select()
    .from(attempt)
    .where(and(eq(attempt.learnerId, learnerId), eq(attempt.lesson, lesson), eq(attempt.questionId, questionId)))
    .orderBy(attempt.receivedAt, attempt.id);
}

/** Returns a learner's answers that were given with a certainty, the first one first. */
export async function listCertainAttempts(
  db: Database,
  learnerId: string,
): Promise<Pick<AttemptRow, 'lesson' | 'questionId' | 'certainty' | 'certaintyPoints'>[]> {
  const { lesson, questionId, certainty, certaintyPoints, receivedAt, attemptNumber } = attempt;
  return db
    .select({ lesson, questionId, certainty, certaintyPoints })
    .from(attempt)
    .where(and(eq(attempt.learnerId, learnerId), isNotNull(certainty)))
    .orderBy(receivedAt, attemptNumber);
}

/** Moves one learner's attempts to another; an answer that was sent from both is kept once. */
export async function moveAttempts(tx: Database, from: string, to: string): Promise<void> {
  const keys = tx.select({ key: attempt.idempotencyKey }).from(attempt).where(eq(attempt.learnerId, to));
  await tx.delete(attempt).where(and(eq(attempt.learnerId, from), inArray(attempt.idempotencyKey, keys)));
  await tx.update(attempt).set({ learnerId: to }).where(eq(attempt.learnerId, from));
}

/** With the question's words, so that the answers can be read without the course. */
export async function exportAttempts(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, questionId, response, verdict, score, maxScore, certainty, feedback, answeredAt, receivedAt } =
    attempt;
  const prompt = sql<unknown>`${questionVersion.question}->'public'->'prompt'`;
  return toJson(
    await db
      .select({
        lesson,
        questionId,
        prompt,
        response,
        verdict,
        score,
        maxScore,
        certainty,
        feedback,
        answeredAt,
        receivedAt,
      })
      .from(attempt)
      .innerJoin(
        questionVersion,
        and(
          eq(questionVersion.lesson, attempt.lesson),
          eq(questionVersion.questionId, attempt.questionId),
          eq(questionVersion.fingerprint, attempt.questionFingerprint),
        ),
      )
      .where(eq(attempt.learnerId, learnerId))
      .orderBy(answeredAt),
  );
}

export async function countAttempts(db: Database, learnerId: string): Promise<number> {
  return db.$count(attempt, eq(attempt.learnerId, learnerId));
}
