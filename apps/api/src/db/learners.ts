/** Table `learner`. */
import { and, eq, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, value, valuesOf } from './fixed-query.ts';
import { certificate, learner, session } from './tables.ts';

export type LearnerRow = typeof learner.$inferSelect;

export const insertLearner = fixedQuery<LearnerRow, unknown>((db) => db.insert(learner).values(valuesOf(learner)));

/**
 * Lets one transaction at a time write for this learner, across all replicas, until it ends. Returns whether the
 * learner exists.
 */
export async function lockLearner(tx: Database, learnerId: string): Promise<boolean> {
  return (await selectLocked(tx, { learnerId })).length === 1;
}

const selectLocked = fixedQuery<{ learnerId: string }, { id: string }[]>((db) =>
  // "no key update" leaves foreign-key checks of other rows free to pass.
  db
    .select({ id: learner.id })
    .from(learner)
    .where(eq(learner.id, value('learnerId')))
    .for('no key update'),
);

/** Returns the learner and holds it as `lockLearner` does. */
export async function findLearnerLocked(tx: Database, learnerId: string): Promise<LearnerRow | undefined> {
  const rows = await tx.select().from(learner).where(eq(learner.id, learnerId)).for('no key update');
  return rows[0];
}

export async function findLearner(db: Database, learnerId: string): Promise<LearnerRow | undefined> {
  return (await db.select().from(learner).where(eq(learner.id, learnerId)))[0];
}

export async function findLearnerOfAccount(db: Database, accountId: string): Promise<LearnerRow | undefined> {
  return (await db.select().from(learner).where(eq(learner.accountId, accountId)))[0];
}

export async function updateLearner(
  tx: Database,
  learnerId: string,
  change: Partial<Pick<LearnerRow, 'accountId' | 'role'>>,
): Promise<void> {
  await tx.update(learner).set(change).where(eq(learner.id, learnerId));
}

/** Deletes the learner and, by cascade, all that hangs on it. */
export async function deleteLearner(tx: Database, learnerId: string): Promise<void> {
  await tx.delete(learner).where(eq(learner.id, learnerId));
}

/**
 * Returns up to `limit` anonymous learners who were made before `since` and have not come since. Who holds a certificate
 * is not among them: forgetting would revoke it.
 */
export async function listForgotten(db: Database, since: Date, limit: number): Promise<string[]> {
  const visits = db
    .select({ one: sql`1` })
    .from(session)
    .where(and(eq(session.learnerId, learner.id), sql`${session.lastSeenAt} >= ${since.toISOString()}::timestamptz`));
  const certificates = db.select({ one: sql`1` }).from(certificate).where(eq(certificate.learnerId, learner.id));
  const isForgotten = and(
    isNull(learner.accountId),
    eq(learner.role, 'learner'),
    lt(learner.createdAt, since),
    notExists(visits),
    notExists(certificates),
  );
  const rows = await db.select({ id: learner.id }).from(learner).where(isForgotten).limit(limit);
  return rows.map(({ id }) => id);
}
