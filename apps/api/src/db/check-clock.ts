/** Whether this process and the database agree on what time it is: what deletes by age must not follow a clock that has jumped. */
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { queryRows } from './raw-query.ts';

const MAX_APART_MS = 3_600_000;

/** Throws when the clocks are more than an hour apart. The embedded database has this process's clock: there it always passes. */
export async function checkClock(db: Database, now: Date): Promise<void> {
  const [row] = await queryRows<{ ms: number }>(
    db,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  const apart = Math.abs(now.getTime() - Number(row?.ms));
  if (apart <= MAX_APART_MS) return;
  throw new Error(
    `the server's clock says ${now.toISOString()}, the database's is ${Math.round(apart / MAX_APART_MS)} hours away from it; the same time on both was needed; set the wrong one right. Nothing was deleted.`,
  );
}
