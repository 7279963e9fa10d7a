/**
 * `pnpm --filter @glassbox/api soak [--minutes 120] [--visits-per-minute 12] [--asks-per-minute 4] [--experiments-per-minute 1]
 * [--seed 1] [--out soak.json]`: server, worker and a Postgres of its own under a learner's day for hours, at a low rate. Memory,
 * handles, event-loop delay and table sizes are looked at every 15 s; a table and a verdict per series are printed at the end.
 * Ends with 1 when something failed, was lost, or grows without being one of the tables that answers fill. Linux, with Postgres.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '@glassbox/kernels/random';
import { startCluster } from '../scripts/postgres-cluster.ts';
import { startProcess, startWorkerProcess } from '../scripts/server-process.ts';
import { type DatabaseLook, lookAtProcess, type OsLook, watchDatabase } from './soak/host.ts';
import type { Look } from './soak/monitor.ts';
import { reportOf, type SoakRecord, tableOf } from './soak/report.ts';
import { createVisitors, type Visitors } from './soak/visits.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '120' },
    'visits-per-minute': { type: 'string', default: '12' },
    'asks-per-minute': { type: 'string', default: '4' },
    'experiments-per-minute': { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'soak.json' },
  },
});

const LOOK_EVERY_MS = 15_000;
const MINUTE_MS = 60_000;
const SITE = fileURLToPath(new URL('../../course/dist', import.meta.url));
const MONITOR = new URL('./soak/monitor.ts', import.meta.url).href;

const minutes = Number(values.minutes);
const random = createRandom(Number(values.seed)).next;
const folder = mkdtempSync(join(tmpdir(), 'glassbox-soak-'));
const cluster = await startCluster();
try {
  const record = await soak();
  writeFileSync(values.out, `${JSON.stringify(record)}\n`);
  const report = reportOf(record);
  console.log(tableOf(report));
  process.exitCode = report.failed ? 1 : 0;
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true });
}

async function soak(): Promise<SoakRecord> {
  const watched = (name: string) => ({
    DATABASE_URL: cluster.url,
    SITE_DIR: SITE,
    NODE_OPTIONS: `--import ${MONITOR}`,
    SOAK_SAMPLES: join(folder, `${name}.jsonl`),
    SOAK_EVERY_MS: String(LOOK_EVERY_MS),
  });
  const server = await startProcess(watched('server'));
  const worker = await startWorkerProcess(watched('worker'));
  const database = await watchDatabase(cluster.url);
  const visitors = createVisitors(server.url, random);
  const looks: { server: (OsLook & { at: number })[]; worker: (OsLook & { at: number })[]; database: DatabaseLook[] } =
    {
      server: [],
      worker: [],
      database: [],
    };
  const answersAt: { at: number; answers: number }[] = [];
  console.error(`server ${server.pid}, worker ${worker.pid}, samples in ${folder}`);
  const begun = Date.now();
  const end = begun + minutes * MINUTE_MS;
  const looking = setInterval(async () => {
    const at = Date.now();
    looks.server.push({ at, ...lookAtProcess(server.pid) });
    looks.worker.push({ at, ...lookAtProcess(worker.pid) });
    answersAt.push({ at, answers: visitors.done.answers });
    looks.database.push(await database.look());
  }, LOOK_EVERY_MS);
  await Promise.all([
    atRate(Number(values['visits-per-minute']), end, visitors.visit),
    atRate(Number(values['asks-per-minute']), end, visitors.ask),
    atRate(Number(values['experiments-per-minute']), end, visitors.handIn),
  ]);
  clearInterval(looking);
  const counted = await countAll(database.count, visitors);
  await database.close();
  await worker.end('SIGTERM');
  const ended = await server.end('SIGTERM');
  return {
    begun,
    minutes: (Date.now() - begun) / MINUTE_MS,
    rates: values,
    done: visitors.done,
    answersAt,
    counted,
    serverOutput: ended.stdout.split('\n').slice(-20),
    serverErrors: ended.stderr,
    looks,
    inside: { server: readLooks('server'), worker: readLooks('worker') },
  };
}

/** What the database holds beside what was acknowledged. Learners who deleted themselves took their answers with them. */
async function countAll(count: (query: string) => Promise<number>, { done }: Visitors) {
  const attempts = await count('select count(*) from attempt');
  const texts = await count('select count(*) from submission');
  const anonymised = await count('select count(*) from anonymous_attempt');
  return { acknowledged: done.answers, attempts, texts, anonymised };
}

/** Runs it so often a minute at random moments (a Poisson process), never two of the same at once. */
async function atRate(perMinute: number, end: number, run: () => Promise<void>): Promise<void> {
  if (perMinute <= 0) return;
  for (;;) {
    const pauseMs = (-Math.log(1 - random()) * MINUTE_MS) / perMinute;
    if (Date.now() + pauseMs >= end) break;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    await run();
  }
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now())));
}

function readLooks(name: string): Look[] {
  const text = readFileSync(join(folder, `${name}.jsonl`), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as Look);
}
