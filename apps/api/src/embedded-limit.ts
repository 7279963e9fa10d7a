/**
 * How far the embedded database goes. Measured by `bench submissions --embedded` and `bench start --embedded`, see
 * docs/reliability.md: it takes about a hundred answers a second, one after the other. A class of so many who open the course in
 * the same moment, and read before they answer, is served within a second; if all answered in one instant, some would wait for
 * several.
 */
import type { OpenDatabase } from './db/database.ts';
import { countLearnersSeen } from './db/sessions.ts';
import { DAY_MS } from './services/session-token.ts';

export const EMBEDDED_LEARNERS = 300;
const SEEN_WITHIN_DAYS = 7;

/** Returns the line that the start-up log gives as advice, or `undefined` while the database is enough. */
export async function adviseDatabase({ db, engine }: OpenDatabase, now: Date): Promise<string | undefined> {
  if (engine.kind !== 'pglite') return undefined;
  const seen = await countLearnersSeen(db, new Date(now.getTime() - SEEN_WITHIN_DAYS * DAY_MS));
  if (seen < EMBEDDED_LEARNERS) return undefined;
  return `advice: ${seen} learners came in the last ${SEEN_WITHIN_DAYS} days; the embedded database is meant for fewer than ${EMBEDDED_LEARNERS}, who may all begin at once; set DATABASE_URL to a Postgres (docs/reliability.md).`;
}
