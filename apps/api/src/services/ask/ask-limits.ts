/** How often the course may be asked: a question costs computing, and with a model money. */
import type { Database } from '../../db/database.ts';
import { type Limit, limitRate } from '../rate-limits.ts';

/** A person types no faster. */
const PER_LEARNER: Limit = { name: 'ask-learner', max: 20, windowMinutes: 1 };
const PER_LEARNER_DAILY: Limit = { name: 'ask-learner-daily', max: 500, windowMinutes: 1440 };
/** A whole school comes from one network; whoever makes learners by the hundred comes from one, too. */
const PER_NETWORK: Limit = { name: 'ask-network', max: 300, windowMinutes: 10 };
const UPLOADS: Limit = { name: 'ask-upload', max: 60, windowMinutes: 10 };

/** Counts a question. Throws `ApiError` 429 when there were too many. */
export async function limitQuestions(
  db: Database,
  by: { learnerId: string; network: string },
  now: Date,
): Promise<void> {
  await limitRate(db, PER_NETWORK, by.network, now);
  await limitRate(db, PER_LEARNER_DAILY, by.learnerId, now);
  await limitRate(db, PER_LEARNER, by.learnerId, now);
}

/** Counts a file. Throws `ApiError` 429 when there were too many. */
export async function limitUploads(db: Database, learnerId: string, now: Date): Promise<void> {
  await limitRate(db, UPLOADS, learnerId, now);
}
