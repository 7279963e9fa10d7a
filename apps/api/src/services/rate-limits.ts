/** Limits on what costs something or could be guessed: so many tries per key and window, counted over all replicas. */
import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { countTry } from '../db/rate-limits.ts';
import { ApiError } from '../errors.ts';

export interface Limit {
  /** What is counted, e.g. `code-sent-to`. */
  name: string;
  max: number;
  windowMinutes: number;
}

const MINUTE_MS = 60_000;

/**
 * Counts one try.
 *
 * @param subject whose try it is: an address, a learner. Only its hash is stored.
 * @throws ApiError 429 when there were too many, with the time to wait.
 */
export async function limitRate(db: Database, limit: Limit, subject: string, now: Date): Promise<void> {
  const key = createHash('sha256').update(`${limit.name}\n${subject}`).digest('hex');
  const { count, resetsAt } = await countTry(db, key, {
    now,
    resetsAt: new Date(now.getTime() + limit.windowMinutes * MINUTE_MS),
  });
  if (count <= limit.max) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((resetsAt.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new ApiError(429, 'too-many-requests', `There were too many tries. Try again in ${minutes} min.`, {
    retryAfterSeconds,
  });
}
