/** Table `cohort`: groups that learn together. */
import { eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { cohort } from './tables.ts';

/** What one learner made as an instructor becomes another's. */
export async function moveCohorts(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(cohort).set({ createdBy: to }).where(eq(cohort.createdBy, from));
}

export async function exportCohorts(db: Database, learnerId: string): Promise<JsonValue> {
  const { name, createdAt, archivedAt } = cohort;
  return toJson(
    await db
      .select({ name, createdAt, archivedAt })
      .from(cohort)
      .where(eq(cohort.createdBy, learnerId))
      .orderBy(createdAt),
  );
}

/** Returns the cohort of a code as `readInvitationCode` makes it. */
export async function findCohortByCode(db: Database, code: string): Promise<typeof cohort.$inferSelect | undefined> {
  return (await db.select().from(cohort).where(eq(cohort.invitationCode, code)))[0];
}
