/** Table `pool_draw`: which questions of a pool a learner drew. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { poolDraw } from './tables.ts';

export type PoolDrawRow = typeof poolDraw.$inferSelect;

export async function listPoolDraws(db: Database, learnerId: string, lesson: string): Promise<PoolDrawRow[]> {
  return db
    .select()
    .from(poolDraw)
    .where(and(eq(poolDraw.learnerId, learnerId), eq(poolDraw.lesson, lesson)));
}

export async function putPoolDraw(tx: Database, row: PoolDrawRow): Promise<void> {
  const { questionIds, drawnAt } = row;
  await tx
    .insert(poolDraw)
    .values(row)
    .onConflictDoUpdate({
      target: [poolDraw.learnerId, poolDraw.lesson, poolDraw.pool],
      set: { questionIds, drawnAt },
    });
}

/** Moves one learner's draws to another; where both drew, the other's draw stays. */
export async function movePoolDraws(tx: Database, from: string, to: string): Promise<void> {
  const rows = await tx.delete(poolDraw).where(eq(poolDraw.learnerId, from)).returning();
  for (const row of rows)
    await tx
      .insert(poolDraw)
      .values({ ...row, learnerId: to })
      .onConflictDoNothing();
}

export async function exportPoolDraws(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, pool, questionIds, drawnAt } = poolDraw;
  return toJson(
    await db
      .select({ lesson, pool, questionIds, drawnAt })
      .from(poolDraw)
      .where(eq(poolDraw.learnerId, learnerId))
      .orderBy(drawnAt),
  );
}
