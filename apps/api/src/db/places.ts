/** Table `learner_place`: where each learner read last. */
import { eq, lte } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { learnerPlace } from './tables.ts';

export type LearnerPlaceRow = typeof learnerPlace.$inferSelect;

export async function findPlace(db: Database, learnerId: string): Promise<LearnerPlaceRow | undefined> {
  const rows = await db.select().from(learnerPlace).where(eq(learnerPlace.learnerId, learnerId));
  return rows[0];
}

/** Stores the place unless a newer one is known: two devices may report in any order. */
export async function putPlace(db: Database, row: LearnerPlaceRow): Promise<void> {
  const { learnerId: _, ...place } = row;
  await db
    .insert(learnerPlace)
    .values(row)
    .onConflictDoUpdate({ target: learnerPlace.learnerId, set: place, setWhere: lte(learnerPlace.at, row.at) });
}

/** Moves one learner's place to another; of two the newer one stays. */
export async function movePlace(tx: Database, from: string, to: string): Promise<void> {
  const [place] = await tx.delete(learnerPlace).where(eq(learnerPlace.learnerId, from)).returning();
  if (place !== undefined) await putPlace(tx, { ...place, learnerId: to });
}

export async function exportPlace(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, section, at } = learnerPlace;
  return toJson(
    await db.select({ lesson, section, at }).from(learnerPlace).where(eq(learnerPlace.learnerId, learnerId)),
  );
}
