/** Table `attempt`, read as a row of answers: what each was worth and when it was given. */
import { asc, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { attempt } from './tables.ts';

/** Returns every answer of a learner, oldest first. */
export async function listAnswers(db: Database, learnerId: string) {
  const { lesson, questionId, verdict, score, maxScore, worth, answeredAt } = attempt;
  return db
    .select({ lesson, questionId, verdict, score, maxScore, worth, answeredAt })
    .from(attempt)
    .where(eq(attempt.learnerId, learnerId))
    .orderBy(asc(answeredAt), asc(attempt.receivedAt), asc(attempt.id));
}
