/** Table `review_card`: what each learner has missed, and when it is asked again. */
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { reviewCard } from './tables.ts';

export type ReviewCardRow = typeof reviewCard.$inferSelect;

export async function findReviewCard(
  db: Database,
  learnerId: string,
  lesson: string,
  objective: string,
): Promise<ReviewCardRow | undefined> {
  const rows = await db
    .select()
    .from(reviewCard)
    .where(
      and(eq(reviewCard.learnerId, learnerId), eq(reviewCard.lesson, lesson), eq(reviewCard.objective, objective)),
    );
  return rows[0];
}

export async function putReviewCard(db: Database, row: ReviewCardRow): Promise<void> {
  const { learnerId: _, lesson: __, objective: ___, createdAt: ____, ...card } = row;
  await db
    .insert(reviewCard)
    .values(row)
    .onConflictDoUpdate({ target: [reviewCard.learnerId, reviewCard.lesson, reviewCard.objective], set: card });
}

/** Returns every card of the learner, the one due first first. */
export async function listReviewCards(db: Database, learnerId: string): Promise<ReviewCardRow[]> {
  return db
    .select()
    .from(reviewCard)
    .where(eq(reviewCard.learnerId, learnerId))
    .orderBy(asc(reviewCard.due), asc(reviewCard.lesson), asc(reviewCard.objective));
}

/** Moves one learner's cards to another; of two for the same objective the one reviewed later stays. */
export async function moveReviewCards(tx: Database, from: string, to: string): Promise<void> {
  const moved = await tx.delete(reviewCard).where(eq(reviewCard.learnerId, from)).returning();
  for (const card of moved) {
    const own = await findReviewCard(tx, to, card.lesson, card.objective);
    if (own === undefined || own.lastReview < card.lastReview) await putReviewCard(tx, { ...card, learnerId: to });
  }
}

export async function exportReviewCards(db: Database, learnerId: string): Promise<JsonValue> {
  return toJson((await listReviewCards(db, learnerId)).map(({ learnerId: _, ...card }) => card));
}
