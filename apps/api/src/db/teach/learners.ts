/** How many members there are, and how many were here lately. */
import { sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { eventsOf, membersOf, type Scope } from './scope.ts';

export async function countLearners(
  db: Database,
  scope: Scope,
  activeSince: Date,
): Promise<{ learners: number; active: number }> {
  const rows = await rawRows<{ learners: number; active: number }>(
    db,
    sql`select (select count(*) from (${membersOf(scope)}) m)::int as learners,
      (select count(distinct learner_id) from (${eventsOf(scope)}) e where at >= ${activeSince.toISOString()}::timestamptz)::int as active`,
  );
  return rows[0] ?? { learners: 0, active: 0 };
}
