/**
 * The queue of experiments: pg-boss in the same database, on PGlite as on Postgres. It carries IDs only; what is to be done
 * and what became of it stands in `experiment_run`. It is started at its first use: its tables are made then, and a server
 * whose learners hand nothing in never pays for it.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Database, OpenDatabase } from '../db/database.ts';

export interface QueuedJob {
  runId: string;
  /** Aborted when the job was lost to another worker. */
  signal: AbortSignal;
}

export interface ExperimentQueue {
  /** Makes its tables if need be. To be awaited before a transaction that calls `send`. */
  ready(): Promise<void>;
  /** Puts a run into the queue in the caller's transaction: it is there when that commits, and only then. */
  send(tx: Database, runId: string): Promise<void>;
  /** Calls `handle` for one job after the other until `close`. A rejection puts the job back. */
  work(handle: (job: QueuedJob) => Promise<void>): Promise<void>;
  /** Puts back what a process that is gone had begun. For the embedded database, which only one process can have. */
  reclaim(): Promise<void>;
  /** Takes no more jobs; those begun are waited for. */
  pause(): Promise<void>;
  /** Lets go of the database. */
  close(): Promise<void>;
}

export interface QueueOptions {
  /** A job whose worker says nothing for so long is given to another; at least 10. */
  heartbeatSeconds?: number;
  /** How often lost jobs are looked for. */
  superviseSeconds?: number;
  /** How often new jobs are looked for, besides being told of them; at least 0.5. */
  pollSeconds?: number;
  log: (line: string) => void;
}

/** Loaded with the queue: a server that takes no experiments needs none of it. */
interface Started {
  boss: PgBoss;
  library: typeof import('pg-boss');
}

const NAME = 'experiment';
/** The run itself counts how often it was tried; the queue only has to be more patient than that. */
const RETRY_LIMIT = 50;
const RETRY_DELAY_SECONDS = 1;
const EXPIRE_SECONDS = 15 * 60;
const POOL_SIZE = 4;

const RUN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function readRunId(data: unknown): string | undefined {
  const runId = typeof data === 'object' && data !== null && 'runId' in data ? data.runId : undefined;
  return typeof runId === 'string' && RUN_ID.test(runId) ? runId : undefined;
}

export function createQueue(
  { engine }: Pick<OpenDatabase, 'engine'>,
  { heartbeatSeconds = 30, superviseSeconds = 15, pollSeconds = 2, log }: QueueOptions,
): ExperimentQueue {
  let started: Promise<Started> | undefined;
  const start = () => {
    started ??= startBoss().catch((error: unknown) => {
      started = undefined; // the next use tries again
      throw error;
    });
    return started;
  };
  return {
    async ready() {
      await start();
    },
    async send(tx, runId) {
      const { boss, library } = await start();
      // Both drivers answer with rows; drizzle's common type for them says nothing.
      const transaction = tx as unknown as Parameters<typeof library.fromDrizzle>[0];
      await boss.send(NAME, { runId }, { db: library.fromDrizzle(transaction, sql) });
    },
    async work(handle) {
      const { boss } = await start();
      const refresh = { heartbeatRefreshSeconds: heartbeatSeconds / 3 };
      let worker: string | undefined;
      worker = await boss.work<unknown>(
        NAME,
        { batchSize: 1, pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds, ...refresh },
        async (jobs) => {
          for (const { data, signal } of jobs) {
            const runId = readRunId(data);
            // It would fail at every try, and hold up what comes after it each time.
            if (runId === undefined) log(`The queue of experiments: a job names no run and is dropped.`);
            else await handle({ runId, signal });
          }
          // Where there was one there may be more: the next is looked for at once, not at the next poll.
          if (worker !== undefined) boss.notifyWorker(worker);
        },
      );
    },
    async reclaim() {
      const { boss } = await start();
      const jobs = await boss.findJobs(NAME);
      const lost = jobs.filter(({ state }) => state === 'active').map(({ id }) => id);
      if (lost.length > 0) await boss.fail(NAME, lost, { message: 'the process ended' });
    },
    async pause() {
      const opened = await started?.catch(() => undefined);
      await opened?.boss.offWork(NAME);
    },
    async close() {
      const opened = await started?.catch(() => undefined);
      await opened?.boss.stop({ graceful: false });
    },
  };

  async function startBoss(): Promise<Started> {
    const library = await import('pg-boss');
    const boss = new library.PgBoss({
      ...(engine.kind === 'pglite'
        ? { db: library.fromPglite(engine.lite), backend: 'pglite' as const }
        : { connectionString: engine.url, max: POOL_SIZE }),
      useListenNotify: true,
      schedule: false,
      registerInstance: false,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
    });
    boss.on('error', (error) => log(`The queue of experiments: ${error.message}`));
    await boss.start();
    await boss.createQueue(NAME, {
      notify: true,
      retryLimit: RETRY_LIMIT,
      retryDelay: RETRY_DELAY_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      heartbeatSeconds,
    });
    // Inside a transaction `send` must ask nothing of a second connection: PGlite has none. This makes it know the queue.
    await boss.complete(NAME, randomUUID());
    return { boss, library };
  }
}
