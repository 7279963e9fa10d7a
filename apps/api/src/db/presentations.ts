/** Table `presentation`: the variant and order in which a learner was shown a question. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { presentation } from './tables.ts';

export type PresentationRow = typeof presentation.$inferSelect;

/** Returns what a learner was shown of a lesson, by question the latest round last. */
export async function listPresentations(db: Database, learnerId: string, lesson: string): Promise<PresentationRow[]> {
  return db
    .select()
    .from(presentation)
    .where(and(eq(presentation.learnerId, learnerId), eq(presentation.lesson, lesson)))
    .orderBy(presentation.questionId, presentation.round);
}

/** Stores a round; a question that has changed since takes the place of its earlier version. */
export async function putPresentation(tx: Database, row: PresentationRow): Promise<void> {
  const { questionVersion, seed, presentedAt } = row;
  await tx
    .insert(presentation)
    .values(row)
    .onConflictDoUpdate({
      target: [presentation.learnerId, presentation.lesson, presentation.questionId, presentation.round],
      set: { questionVersion, seed, presentedAt },
    });
}

/** Moves one learner's rounds to another; where both were shown a question, the other's rounds stay. */
export async function movePresentations(tx: Database, from: string, to: string): Promise<void> {
  const own = await tx.select().from(presentation).where(eq(presentation.learnerId, to));
  const known = new Set(own.map(({ lesson, questionId }) => `${lesson}/${questionId}`));
  const rows = await tx.delete(presentation).where(eq(presentation.learnerId, from)).returning();
  for (const row of rows.filter(({ lesson, questionId }) => !known.has(`${lesson}/${questionId}`))) {
    await putPresentation(tx, { ...row, learnerId: to });
  }
}

export async function exportPresentations(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, questionId, round, presentedAt } = presentation;
  return toJson(
    await db
      .select({ lesson, questionId, round, presentedAt })
      .from(presentation)
      .where(eq(presentation.learnerId, learnerId))
      .orderBy(presentedAt),
  );
}
