/** Two learners turn out to be one person: the work of one becomes the other's, in the caller's transaction. */
import { insertAudit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { deleteLearner, lockLearner } from '../../db/learners.ts';
import { MOVERS } from './movers.ts';

/**
 * Moves all work from one learner to another and deletes the first. Both are held until the transaction ends, so that an
 * answer sent meanwhile waits and then finds the learner it belongs to. Returns whether both still existed.
 */
export async function mergeLearners(tx: Database, from: string, to: string, now: Date): Promise<boolean> {
  // Always in the same order, or two merges could wait for each other.
  for (const id of [from, to].sort()) {
    if (!(await lockLearner(tx, id))) return false;
  }
  for (const { move } of MOVERS) await move(tx, from, to, { now });
  await insertAudit(tx, { at: now, learnerId: to, action: 'learner.merged', subject: from });
  await deleteLearner(tx, from);
  return true;
}
