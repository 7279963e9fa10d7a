/** Clears what was left lying: uploads that never ended, runs that nobody took, workers that ended without a word. */
import type { Database } from '../db/database.ts';
import { deleteFiles } from '../db/experiment-files.ts';
import { forgetWorkers } from '../db/experiment-workers.ts';
import { listAbandoned, lockExperiment, updateExperiment } from '../db/experiments.ts';
import { lostInQueue, uploadAbandoned } from './reasons.ts';

const HOUR_MS = 3_600_000;
const UPLOAD_MS = HOUR_MS;
const QUEUE_MS = 24 * HOUR_MS;
const WORKER_MS = HOUR_MS;

export async function sweepRuns(db: Database, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await forgetWorkers(db, before(WORKER_MS));
  const bounds = { uploadedBefore: before(UPLOAD_MS), queuedBefore: before(QUEUE_MS) };
  for (const { id, state } of await listAbandoned(db, bounds)) {
    await db.transaction(async (tx) => {
      const run = await lockExperiment(tx, id);
      if (run?.state !== state) return; // it went on meanwhile
      const reason = state === 'uploading' ? uploadAbandoned() : lostInQueue();
      await updateExperiment(tx, id, { state: 'failed', reason, heldBy: null, finishedAt: now });
      await deleteFiles(tx, id);
    });
  }
}
