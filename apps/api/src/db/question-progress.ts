/** Table `question_progress`: where each learner stands with each question. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { questionProgress } from './tables.ts';

export type QuestionProgressRow = typeof questionProgress.$inferSelect;

export async function findQuestionProgress(
  db: Database,
  learnerId: string,
  lesson: string,
  questionId: string,
): Promise<QuestionProgressRow | undefined> {
  const rows = await db
    .select()
    .from(questionProgress)
    .where(
      and(
        eq(questionProgress.learnerId, learnerId),
        eq(questionProgress.lesson, lesson),
        eq(questionProgress.questionId, questionId),
      ),
    );
  return rows[0];
}

export async function putQuestionProgress(db: Database, row: QuestionProgressRow): Promise<void> {
  const { learnerId, lesson, questionId, ...rest } = row;
  await db
    .insert(questionProgress)
    .values({ learnerId, lesson, questionId, ...rest })
    .onConflictDoUpdate({
      target: [questionProgress.learnerId, questionProgress.lesson, questionProgress.questionId],
      set: rest,
    });
}

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
