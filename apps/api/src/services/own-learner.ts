/** Begins a learner's write: one at a time per learner, and only for a learner who still exists. */
import type { Database } from '../db/database.ts';
import { lockLearner } from '../db/learners.ts';
import { ApiError } from '../errors.ts';

/** Holds the learner until the transaction ends. Throws `ApiError` 401 when there is no such learner any more. */
export async function ownLearner(tx: Database, learnerId: string): Promise<void> {
  if (await lockLearner(tx, learnerId)) return;
  throw new ApiError(401, 'learner-missing', 'This learner was deleted. Call GET /api/learner, then send it again.');
}
