/** Table `hint_taken`: the hints a learner asked for. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, value } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { hintTaken } from './tables.ts';

export type HintRow = typeof hintTaken.$inferSelect;

export async function listHintsTaken(db: Database, learnerId: string, lesson: string): Promise<HintRow[]> {
  return selectOfLesson(db, { learnerId, lesson });
}

const selectOfLesson = fixedQuery<Pick<HintRow, 'learnerId' | 'lesson'>, HintRow[]>((db) =>
  db
    .select()
    .from(hintTaken)
    .where(and(eq(hintTaken.learnerId, value('learnerId')), eq(hintTaken.lesson, value('lesson'))))
    .orderBy(hintTaken.questionId, hintTaken.hint),
);

/** Notes that a hint was taken; the first time counts. */
export async function insertHint(tx: Database, row: HintRow): Promise<void> {
  await tx.insert(hintTaken).values(row).onConflictDoNothing();
}

/** Moves one learner's hints to another; one that both took is taken once. */
export async function moveHints(tx: Database, from: string, to: string): Promise<void> {
  const rows = await tx.delete(hintTaken).where(eq(hintTaken.learnerId, from)).returning();
  for (const row of rows) await insertHint(tx, { ...row, learnerId: to });
}

export async function exportHints(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, questionId, hint, takenAt } = hintTaken;
  return toJson(
    await db
      .select({ lesson, questionId, hint, takenAt })
      .from(hintTaken)
      .where(eq(hintTaken.learnerId, learnerId))
      .orderBy(takenAt),
  );
}
