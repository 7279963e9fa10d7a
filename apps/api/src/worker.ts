/**
 * A worker as a process of its own, for Postgres: `DATABASE_URL=… node dist/worker.js`. Any number of them share the queue.
 * SIGTERM or SIGINT: takes no more experiments, gives the one under way 20 s, puts it back otherwise, and ends with 0.
 */
import { openPostgres } from './db/postgres.ts';
import { StartupError } from './errors.ts';
import { createQueue } from './experiments/queue.ts';
import { startWorker } from './experiments/work.ts';
import { createLog } from './operations/log.ts';
import { createMetrics } from './operations/metrics.ts';
import { serveMetrics } from './operations/serve-metrics.ts';
import { readOperationsSettings } from './settings/operations-settings.ts';

const GRACE_MS = 20_000;

const stop = Promise.withResolvers<string>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.resolve(signal));
try {
  // Of all settings it needs only these; the secrets of the servers are none of its business.
  const { logFormat, metricsPort } = readOperationsSettings(process.env);
  const log = createLog(logFormat);
  const databaseUrl = process.env.DATABASE_URL || undefined;
  if (databaseUrl === undefined) throw noDatabase();
  const database = await openPostgres(databaseUrl, log);
  const queue = createQueue(database, { log });
  const metrics = metricsPort === undefined ? undefined : createMetrics();
  metrics?.watch({ pool: database.pool });
  const measuring = metrics && (await serveMetrics(metrics, process.env.HOST || 'localhost', metricsPort ?? 0));
  const worker = await startWorker({ db: database.db, queue, now: () => new Date(), log, metrics });
  const where = measuring === undefined ? '' : ` Metrics are at ${measuring.url}.`;
  log(`Glassbox evaluates experiments of ${database.description}.${where} Ctrl-C stops it.`);
  log(`Stopping (${await stop.promise}).`);
  await worker.stop(GRACE_MS);
  await queue.close();
  await database.close();
  await measuring?.close();
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
