/** Table `activity`: finished labs and predictions, once per learner and idempotency key. */
import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
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

/** Returns the finished runs of a lab that arrived at this moment or later, the first one first. */
export async function listFinishedLabs(
  db: Database,
  learnerId: string,
  lesson: string,
  lab: string,
  from: Date,
): Promise<Pick<ActivityRow, 'data' | 'receivedAt'>[]> {
  return db
    .select({ data: activity.data, receivedAt: activity.receivedAt })
    .from(activity)
    .where(
      and(
        eq(activity.learnerId, learnerId),
        eq(activity.lesson, lesson),
        eq(activity.lab, lab),
        eq(activity.kind, 'lab-finished'),
        gte(activity.receivedAt, from),
      ),
    )
    .orderBy(activity.receivedAt);
}

/** Moves one learner's activities to another; one that was sent from both is kept once. */
export async function moveActivities(tx: Database, from: string, to: string): Promise<void> {
  const keys = tx.select({ key: activity.idempotencyKey }).from(activity).where(eq(activity.learnerId, to));
  await tx.delete(activity).where(and(eq(activity.learnerId, from), inArray(activity.idempotencyKey, keys)));
  await tx.update(activity).set({ learnerId: to }).where(eq(activity.learnerId, from));
}

export async function exportActivities(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, kind, lab, data, receivedAt } = activity;
  return toJson(
    await db
      .select({ lesson, kind, lab, data, receivedAt })
      .from(activity)
      .where(eq(activity.learnerId, learnerId))
      .orderBy(receivedAt),
  );
}

export async function countActivities(db: Database, learnerId: string): Promise<number> {
  return db.$count(activity, eq(activity.learnerId, learnerId));
}
