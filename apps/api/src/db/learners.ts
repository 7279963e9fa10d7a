/** Table `learner`. */
import { eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { learner } from './tables.ts';

export type LearnerRow = typeof learner.$inferSelect;

export async function insertLearner(db: Database, row: LearnerRow): Promise<void> {
  await db.insert(learner).values(row);
}

/**
 * Lets one transaction at a time write for this learner, across all replicas, until it ends. Returns whether the
 * learner exists.
 */
export async function lockLearner(tx: Database, learnerId: string): Promise<boolean> {
  // "no key update" leaves foreign-key checks of other rows free to pass.
  const rows = await tx.select({ id: learner.id }).from(learner).where(eq(learner.id, learnerId)).for('no key update');
  return rows.length === 1;
}
