/** Table `review_card`: what each learner has missed, and when it is asked again. */
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, insertedInto, value, valuesOf } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { reviewCard } from './tables.ts';

export type ReviewCardRow = typeof reviewCard.$inferSelect;

export async function findReviewCard(
  db: Database,
  learnerId: string,
  lesson: string,
  objective: string,
): Promise<ReviewCardRow | undefined> {
  return (await selectOne(db, { learnerId, lesson, objective }))[0];
}

const selectOne = fixedQuery<Pick<ReviewCardRow, 'learnerId' | 'lesson' | 'objective'>, ReviewCardRow[]>((db) =>
  db
    .select()
    .from(reviewCard)
    .where(
      and(
        eq(reviewCard.learnerId, value('learnerId')),
        eq(reviewCard.lesson, value('lesson')),
        eq(reviewCard.objective, value('objective')),
      ),
    ),
);

export const putReviewCard = fixedQuery<ReviewCardRow, unknown>((db) =>
  db
    .insert(reviewCard)
    .values(valuesOf(reviewCard))
    .onConflictDoUpdate({
      target: [reviewCard.learnerId, reviewCard.lesson, reviewCard.objective],
      set: insertedInto(reviewCard, ['learnerId', 'lesson', 'objective', 'createdAt']),
    }),
);

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
