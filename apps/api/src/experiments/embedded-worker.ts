/**
 * The worker inside the server, for the embedded database that no second process can open. It starts with the first
 * experiment, or at once when an earlier process left some: a server nobody hands anything in to loads neither queue nor core.
 */
import type { OpenDatabase } from '../db/database.ts';
import { readQueueDepth } from '../db/experiments.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { ExperimentQueue } from './queue.ts';
import { type ExperimentWorker, startWorker } from './work.ts';

export interface EmbeddedWorker {
  /** Sees to it that somebody works. Returns at once. */
  wake(): void;
  /** Ends the work; what doesn't end in `graceMs` is put back. */
  stop(graceMs: number): Promise<void>;
}

export interface EmbeddedOptions {
  queue: ExperimentQueue;
  now: () => Date;
  log: (line: string) => void;
  metrics?: Metrics | undefined;
}

export function embeddedWorker(
  { db }: Pick<OpenDatabase, 'db'>,
  { queue, now, log, metrics }: EmbeddedOptions,
): EmbeddedWorker {
  let starting: Promise<ExperimentWorker | undefined> | undefined;
  let stopped = false;
  const wake = () => {
    if (!stopped) starting ??= begin();
  };
  const left = readQueueDepth(db).then(({ queued, running }) => {
    if (queued + running > 0) wake();
  }, tell);
  return {
    wake,
    async stop(graceMs) {
      stopped = true;
      await left;
      await (await starting)?.stop(graceMs);
    },
  };

  async function begin(): Promise<ExperimentWorker | undefined> {
    try {
      // Only this process has the database: what counts as being run was left by one that is gone.
      await queue.reclaim();
      return await startWorker({ db, queue, now, log, metrics });
    } catch (error) {
      starting = undefined; // the next experiment tries again
      return void tell(error);
    }
  }

  function tell(error: unknown): void {
    log(`The worker for experiments could not start (${error instanceof Error ? error.message : String(error)}).`);
  }
}
