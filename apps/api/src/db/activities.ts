/** Table `activity`: finished labs and predictions, once per learner and idempotency key. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { activity } from './tables.ts';

export type ActivityRow = typeof activity.$inferSelect;

export async function findActivityByKey(
  db: Database,
  learnerId: string,
  idempotencyKey: string,
): Promise<ActivityRow | undefined> {
  const rows = await db
    .select()
    .from(activity)
    .where(and(eq(activity.learnerId, learnerId), eq(activity.idempotencyKey, idempotencyKey)));
  return rows[0];
}

export async function insertActivity(db: Database, row: ActivityRow): Promise<void> {
  await db.insert(activity).values(row);
}

/** Returns what was done, each lesson, kind and lab once. */
export async function listActivities(
  db: Database,
  learnerId: string,
): Promise<Pick<ActivityRow, 'lesson' | 'kind' | 'lab'>[]> {
  return db
    .selectDistinct({ lesson: activity.lesson, kind: activity.kind, lab: activity.lab })
    .from(activity)
    .where(eq(activity.learnerId, learnerId));
}
