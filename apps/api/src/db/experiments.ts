/** Table `experiment_run`: what was handed in, where it is, what came out. */
import { and, asc, count, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { type ExperimentReason, type ExperimentState, experimentRun } from './tables.ts';

export type ExperimentRow = typeof experimentRun.$inferSelect;
export type { ExperimentReason, ExperimentState };

/** States in which a run still takes room in the queue or in the database. */
export const OPEN_STATES: readonly ExperimentState[] = ['uploading', 'queued', 'running'];

export async function findExperimentByKey(
  db: Database,
  learnerId: string,
  idempotencyKey: string,
): Promise<ExperimentRow | undefined> {
  const rows = await db
    .select()
    .from(experimentRun)
    .where(and(eq(experimentRun.learnerId, learnerId), eq(experimentRun.idempotencyKey, idempotencyKey)));
  return rows[0];
}

/** Returns a learner's own run. */
export async function findOwnExperiment(
  db: Database,
  learnerId: string,
  id: string,
): Promise<ExperimentRow | undefined> {
  const rows = await db
    .select()
    .from(experimentRun)
    .where(and(eq(experimentRun.id, id), eq(experimentRun.learnerId, learnerId)));
  return rows[0];
}

/** Returns a run and holds it until the transaction ends. */
export async function lockExperiment(tx: Database, id: string): Promise<ExperimentRow | undefined> {
  const rows = await tx.select().from(experimentRun).where(eq(experimentRun.id, id)).for('update');
  return rows[0];
}

export async function insertExperiment(
  db: Database,
  row: Pick<
    ExperimentRow,
    | 'id'
    | 'learnerId'
    | 'idempotencyKey'
    | 'requestHash'
    | 'lesson'
    | 'questionId'
    | 'questionVersion'
    | 'state'
    | 'settings'
    | 'createdAt'
  >,
): Promise<ExperimentRow> {
  const rows = await db.insert(experimentRun).values(row).returning();
  const [inserted] = rows;
  if (inserted === undefined) throw new Error('insertExperiment: the row was not returned');
  return inserted;
}

export async function updateExperiment(db: Database, id: string, change: Partial<ExperimentRow>): Promise<void> {
  await db.update(experimentRun).set(change).where(eq(experimentRun.id, id));
}

/** Notes how far a try is. False when it may not go on: cancelled, deleted, or begun again by another worker. */
export async function noteProgress(db: Database, id: string, heldBy: string, progress: number): Promise<boolean> {
  const rows = await db
    .update(experimentRun)
    .set({ progress })
    .where(and(eq(experimentRun.id, id), eq(experimentRun.heldBy, heldBy), eq(experimentRun.state, 'running')))
    .returning({ id: experimentRun.id });
  return rows.length === 1;
}

/** Returns the newest run per question of a lesson. */
export async function listLatestExperiments(db: Database, learnerId: string, lesson: string): Promise<ExperimentRow[]> {
  return db
    .selectDistinctOn([experimentRun.questionId])
    .from(experimentRun)
    .where(and(eq(experimentRun.learnerId, learnerId), eq(experimentRun.lesson, lesson)))
    .orderBy(asc(experimentRun.questionId), desc(experimentRun.createdAt));
}

/** Counts a learner's runs: those still open, and those handed in after a moment. */
export async function countExperiments(
  db: Database,
  learnerId: string,
  since: Date,
): Promise<{ open: number; recent: number }> {
  const mine = eq(experimentRun.learnerId, learnerId);
  const [open] = await db
    .select({ n: count() })
    .from(experimentRun)
    .where(and(mine, inArray(experimentRun.state, [...OPEN_STATES])));
  const [recent] = await db
    .select({ n: count() })
    .from(experimentRun)
    .where(and(mine, gt(experimentRun.createdAt, since)));
  return { open: open?.n ?? 0, recent: recent?.n ?? 0 };
}

/** Returns how many runs wait and how many of them came before a moment. */
export async function countQueued(db: Database, before?: Date): Promise<number> {
  const [found] = await db
    .select({ n: count() })
    .from(experimentRun)
    .where(and(eq(experimentRun.state, 'queued'), before && lt(experimentRun.queuedAt, before)));
  return found?.n ?? 0;
}

/** Returns how many runs wait, how many are being run, and since when the oldest waits. */
export async function readQueueDepth(db: Database): Promise<{ queued: number; running: number; oldest: Date | null }> {
  const rows = await db
    .select({
      state: experimentRun.state,
      n: count(),
      oldest: sql<string | null>`min(${experimentRun.queuedAt})`,
    })
    .from(experimentRun)
    .where(inArray(experimentRun.state, ['queued', 'running']))
    .groupBy(experimentRun.state);
  const of = (state: ExperimentState) => rows.find((row) => row.state === state);
  const oldest = of('queued')?.oldest;
  return { queued: of('queued')?.n ?? 0, running: of('running')?.n ?? 0, oldest: oldest ? new Date(oldest) : null };
}

/** Returns runs whose upload never ended, and runs nobody has touched for too long. */
export async function listAbandoned(
  db: Database,
  { uploadedBefore, queuedBefore }: { uploadedBefore: Date; queuedBefore: Date },
): Promise<Pick<ExperimentRow, 'id' | 'state'>[]> {
  return db
    .select({ id: experimentRun.id, state: experimentRun.state })
    .from(experimentRun)
    .where(
      or(
        and(eq(experimentRun.state, 'uploading'), lt(experimentRun.createdAt, uploadedBefore)),
        and(inArray(experimentRun.state, ['queued', 'running']), lt(experimentRun.queuedAt, queuedBefore)),
      ),
    );
}

/** Gives every run of one learner to another; a key that both have is the same request sent twice. */
export async function moveExperiments(tx: Database, from: string, to: string): Promise<void> {
  const theirs = tx
    .select({ key: experimentRun.idempotencyKey })
    .from(experimentRun)
    .where(eq(experimentRun.learnerId, to));
  await tx
    .delete(experimentRun)
    .where(and(eq(experimentRun.learnerId, from), inArray(experimentRun.idempotencyKey, theirs)));
  await tx.update(experimentRun).set({ learnerId: to }).where(eq(experimentRun.learnerId, from));
}

/** What was handed in and what was measured; the uploaded bytes are gone by then. */
export async function exportExperiments(db: Database, learnerId: string): Promise<JsonValue> {
  const { lesson, questionId, state, settings, metrics, reason, createdAt, finishedAt } = experimentRun;
  return toJson(
    await db
      .select({ lesson, questionId, state, settings, metrics, reason, createdAt, finishedAt })
      .from(experimentRun)
      .where(eq(experimentRun.learnerId, learnerId))
      .orderBy(createdAt),
  );
}
