/** Table `question_progress`: where each learner stands with each question. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, insertedInto, value, valuesOf } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { questionProgress } from './tables.ts';

export type QuestionProgressRow = typeof questionProgress.$inferSelect;

export async function findQuestionProgress(
  db: Database,
  learnerId: string,
  lesson: string,
  questionId: string,
): Promise<QuestionProgressRow | undefined> {
  return (await selectOne(db, { learnerId, lesson, questionId }))[0];
}

const selectOne = fixedQuery<Pick<QuestionProgressRow, 'learnerId' | 'lesson' | 'questionId'>, QuestionProgressRow[]>(
  (db) =>
    db
      .select()
      .from(questionProgress)
      .where(
        and(
          eq(questionProgress.learnerId, value('learnerId')),
          eq(questionProgress.lesson, value('lesson')),
          eq(questionProgress.questionId, value('questionId')),
        ),
      ),
);

export const putQuestionProgress = fixedQuery<QuestionProgressRow, unknown>((db) =>
  db
    .insert(questionProgress)
    .values(valuesOf(questionProgress))
    .onConflictDoUpdate({
      target: [questionProgress.learnerId, questionProgress.lesson, questionProgress.questionId],
      set: insertedInto(questionProgress, ['learnerId', 'lesson', 'questionId']),
    }),
);

export async function listQuestionProgress(db: Database, learnerId: string): Promise<QuestionProgressRow[]> {
  return db.select().from(questionProgress).where(eq(questionProgress.learnerId, learnerId));
}

export async function deleteQuestionProgress(db: Database, learnerId: string): Promise<void> {
  await db.delete(questionProgress).where(eq(questionProgress.learnerId, learnerId));
}

export async function exportQuestionProgress(db: Database, learnerId: string): Promise<JsonValue> {
  const rows = await listQuestionProgress(db, learnerId);
  return toJson(rows.map(({ learnerId: _, latestAttemptId: __, ...standing }) => standing));
}
