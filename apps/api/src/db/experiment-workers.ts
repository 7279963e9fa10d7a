/** Table `experiment_worker`: which processes evaluate at present. */
import { count, eq, gt, lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { experimentWorker } from './tables.ts';

/** Says that a worker lives. */
export async function seeWorker(db: Database, id: string, at: Date): Promise<void> {
  await db
    .insert(experimentWorker)
    .values({ id, startedAt: at, seenAt: at })
    .onConflictDoUpdate({ target: experimentWorker.id, set: { seenAt: at } });
}

export async function removeWorker(db: Database, id: string): Promise<void> {
  await db.delete(experimentWorker).where(eq(experimentWorker.id, id));
}

/** Forgets workers that ended without a word. */
export async function forgetWorkers(db: Database, seenBefore: Date): Promise<void> {
  await db.delete(experimentWorker).where(lt(experimentWorker.seenAt, seenBefore));
}

export async function countWorkers(db: Database, seenAfter: Date): Promise<number> {
  const [found] = await db.select({ n: count() }).from(experimentWorker).where(gt(experimentWorker.seenAt, seenAfter));
  return found?.n ?? 0;
}
