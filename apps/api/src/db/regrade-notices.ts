/** Table `regrade_notice`: what learners are told after a regrading. */
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { regrade, regradeNotice } from './tables.ts';

/** A learner needs the latest; the rest is in the export. */
const MOST_NOTICES = 50;

export async function insertRegradeNotice(tx: Database, row: typeof regradeNotice.$inferInsert): Promise<void> {
  await tx.insert(regradeNotice).values(row);
}

/** Returns a learner's notices, the latest first. */
export async function listRegradeNotices(db: Database, learnerId: string) {
  return selectNotices(db, learnerId).limit(MOST_NOTICES);
}

/** Puts a notice away; returns whether this learner has it. */
export async function markNoticeSeen(db: Database, learnerId: string, id: string, at: Date): Promise<boolean> {
  const own = and(eq(regradeNotice.id, id), eq(regradeNotice.learnerId, learnerId));
  await db
    .update(regradeNotice)
    .set({ seenAt: at })
    .where(and(own, isNull(regradeNotice.seenAt)));
  return (await db.select({ id: regradeNotice.id }).from(regradeNotice).where(own)).length > 0;
}

/** Moves one learner's notices to another; of a regrading that told both, the other keeps its own. */
export async function moveRegradeNotices(tx: Database, from: string, to: string): Promise<void> {
  const told = tx.select({ id: regradeNotice.regradeId }).from(regradeNotice).where(eq(regradeNotice.learnerId, to));
  await tx.delete(regradeNotice).where(and(eq(regradeNotice.learnerId, from), inArray(regradeNotice.regradeId, told)));
  await tx.update(regradeNotice).set({ learnerId: to }).where(eq(regradeNotice.learnerId, from));
}

export async function exportRegradeNotices(db: Database, learnerId: string): Promise<JsonValue> {
  const rows = await selectNotices(db, learnerId);
  return toJson(rows.map(({ id: _, ...notice }) => notice));
}

function selectNotices(db: Database, learnerId: string) {
  return db
    .select({
      id: regradeNotice.id,
      lesson: regrade.lesson,
      questionId: regrade.questionId,
      at: regrade.at,
      reason: regrade.reason,
      before: regradeNotice.before,
      after: regradeNotice.after,
      seenAt: regradeNotice.seenAt,
    })
    .from(regradeNotice)
    .innerJoin(regrade, eq(regrade.id, regradeNotice.regradeId))
    .where(eq(regradeNotice.learnerId, learnerId))
    .orderBy(desc(regrade.at), desc(regradeNotice.id));
}
