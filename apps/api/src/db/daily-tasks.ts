/** Table `daily_task`: lets one replica a day do what needs doing once. */
import { lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { dailyTask } from './tables.ts';

/** Returns whether the task is the caller's: nobody has begun it since `since`. */
export async function claimTask(
  db: Database,
  name: string,
  { now, since }: { now: Date; since: Date },
): Promise<boolean> {
  const claimed = await db
    .insert(dailyTask)
    .values({ name, begunAt: now })
    .onConflictDoUpdate({ target: dailyTask.name, set: { begunAt: now }, setWhere: lt(dailyTask.begunAt, since) })
    .returning();
  return claimed.length === 1;
}
