/** Table `rate_limit`: counts tries over all replicas, one statement per try. */
import { lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { rateLimit } from './tables.ts';

/** Counts one more try and returns how many there were since the count last began anew. */
export async function countTry(
  db: Database,
  key: string,
  { now, resetsAt }: { now: Date; resetsAt: Date },
): Promise<{ count: number; resetsAt: Date }> {
  const isOver = sql`${rateLimit.resetsAt} <= ${now.toISOString()}::timestamptz`;
  const [row] = await db
    .insert(rateLimit)
    .values({ key, count: 1, resetsAt })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimit.count} + 1 end`,
        resetsAt: sql`case when ${isOver} then ${resetsAt.toISOString()}::timestamptz else ${rateLimit.resetsAt} end`,
      },
    })
    .returning({ count: rateLimit.count, resetsAt: rateLimit.resetsAt });
  if (row === undefined) throw new Error('rate_limit: the upsert returned no row; one was needed.');
  return row;
}

export async function deleteOldLimits(db: Database, now: Date): Promise<void> {
  await db.delete(rateLimit).where(lt(rateLimit.resetsAt, now));
}
