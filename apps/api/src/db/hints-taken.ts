/** Table `hint_taken`, read for reviews. */
import { and, count, eq, gt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { hintTaken } from './tables.ts';

interface QuestionOfLearner {
  learnerId: string;
  lesson: string;
  questionId: string;
}

/** Returns how many hints of a question a learner has taken since a moment. */
export async function countHintsSince(
  db: Database,
  { learnerId, lesson, questionId }: QuestionOfLearner,
  since: Date,
): Promise<number> {
  const rows = await db
    .select({ taken: count() })
    .from(hintTaken)
    .where(
      and(
        eq(hintTaken.learnerId, learnerId),
        eq(hintTaken.lesson, lesson),
        eq(hintTaken.questionId, questionId),
        gt(hintTaken.takenAt, since),
      ),
    );
  return rows[0]?.taken ?? 0;
}
