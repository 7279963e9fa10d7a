/** Tables `regrade` and `regraded_attempt`, and the attempts of all learners at one question that a regrading looks at. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import { and, eq } from 'drizzle-orm';
import type { AttemptRow } from './attempts.ts';
import type { Database } from './database.ts';
import { attempt, questionProgress, questionVersion, regrade, regradedAttempt } from './tables.ts';

export async function insertRegrade(tx: Database, row: typeof regrade.$inferInsert): Promise<void> {
  await tx.insert(regrade).values(row);
}

export async function insertRegradedAttempt(tx: Database, row: typeof regradedAttempt.$inferInsert): Promise<void> {
  await tx.insert(regradedAttempt).values(row);
}

/** Writes what changed about how an attempt is graded. */
export async function updateAttemptGrade(
  tx: Database,
  { id, ...grade }: Pick<AttemptRow, 'id'> & Partial<Omit<AttemptRow, 'id' | 'learnerId'>>,
): Promise<void> {
  await tx.update(attempt).set(grade).where(eq(attempt.id, id));
}

/** An attempt with the question it was graded by. */
export interface FrozenAttempt {
  attempt: AttemptRow;
  frozen: SecretQuestion;
}

/** Returns every attempt at a question, of one learner or of all, in the order of arrival. */
export async function listFrozenAttempts(
  db: Database,
  lesson: string,
  questionId: string,
  learnerId?: string,
): Promise<FrozenAttempt[]> {
  const ofLearner = learnerId === undefined ? undefined : eq(attempt.learnerId, learnerId);
  return db
    .select({ attempt, frozen: questionVersion.question })
    .from(attempt)
    .innerJoin(
      questionVersion,
      and(
        eq(questionVersion.lesson, attempt.lesson),
        eq(questionVersion.questionId, attempt.questionId),
        eq(questionVersion.fingerprint, attempt.questionFingerprint),
      ),
    )
    .where(and(eq(attempt.lesson, lesson), eq(attempt.questionId, questionId), ofLearner))
    .orderBy(attempt.receivedAt, attempt.id);
}

/** Returns where every learner stands with a question. */
export async function listStandingsAt(db: Database, lesson: string, questionId: string) {
  return db
    .select()
    .from(questionProgress)
    .where(and(eq(questionProgress.lesson, lesson), eq(questionProgress.questionId, questionId)));
}
