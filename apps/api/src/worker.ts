/**
 * A worker as a process of its own, for Postgres: `DATABASE_URL=… node dist/worker.js`. Any number of them share the queue.
 * SIGTERM or SIGINT: takes no more experiments, gives the one under way 20 s, puts it back otherwise, and ends with 0.
 */
import { openPostgres } from './db/postgres.ts';
import { StartupError } from './errors.ts';
import { createQueue } from './experiments/queue.ts';
import { startWorker } from './experiments/work.ts';

const GRACE_MS = 20_000;

const stop = Promise.withResolvers<string>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.resolve(signal));
try {
  // Of all settings it needs only this one; the secrets of the servers are none of its business.
  const databaseUrl = process.env.DATABASE_URL || undefined;
  if (databaseUrl === undefined) throw noDatabase();
  const database = await openPostgres(databaseUrl, log);
  const queue = createQueue(database, { log });
  const worker = await startWorker({ db: database.db, queue, now: () => new Date(), log });
  log(`Glassbox evaluates experiments of ${database.description}. Ctrl-C stops it.`);
  log(`Stopping (${await stop.promise}).`);
  await worker.stop(GRACE_MS);
  await queue.close();
  await database.close();
  log('Stopped.');
  process.exit(0);
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(error.message);
  process.exit(1);
}

function noDatabase(): StartupError {
  return new StartupError(
    'worker-needs-postgres',
    'DATABASE_URL: it is not set; the address of the Postgres that the servers use was needed; set it. With the embedded database there is nothing to start: the server has its worker inside.',
  );
}

function log(line: string): void {
  console.log(line);
}
