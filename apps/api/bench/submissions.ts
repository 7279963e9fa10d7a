/**
 * Sustained submissions: one replica on a real Postgres, beside pgbench running the statements that the application issues for
 * the same answers. Application, Postgres and load generator share the machine's cores.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../scripts/postgres-cluster.ts';
import { type ServerProcess, startProcess } from '../scripts/server-process.ts';
import { openFolder } from '../src/db/open-folder.ts';
import { insertLearners, insertLearnersInto } from './learners.ts';
import { cpuSeconds, cpuSecondsOfAll, describeMachine, loadAverage, median, round, spread } from './measure.ts';
import { runPgbench, writeScripts } from './pgbench.ts';
import { sendAnswers } from './send-load.ts';
import { sizesOf } from './table-sizes.ts';

export interface SubmissionsOptions {
  turns: number;
  seconds: number;
  connections: number;
  /** On the embedded database, without pgbench beside it. */
  embedded: boolean;
}

const WARM_UP_SECONDS = 5;
const MILLISECONDS = 1_000;
const LEAST_PER_SECOND = 150;
const LEAST_SHARE = 0.4;

export function benchSubmissions(options: SubmissionsOptions) {
  return options.embedded ? onEmbedded(options) : onPostgres(options);
}

async function onPostgres({ turns, seconds, connections }: SubmissionsOptions) {
  const cluster = await startCluster();
  const server = await startProcess({ DATABASE_URL: cluster.url });
  try {
    await insertLearners(cluster.url);
    const scripts = await writeScripts(cluster.url);
    const warmUp = { url: server.url, connections, seconds: WARM_UP_SECONDS, seed: 'warm-up' };
    await sendAnswers(warmUp);
    const app = [];
    const limit = [];
    for (let turn = 1; turn <= turns; turn += 1) {
      app.push(await measure(server, cluster.pid(), { connections, seconds, seed: `turn ${turn}` }));
      console.error(JSON.stringify(app.at(-1)));
      limit.push({
        ...(await runPgbench(cluster, scripts, { clients: connections, seconds })),
        loadAverage: loadAverage(),
      });
      console.error(JSON.stringify(limit.at(-1)));
    }
    rmSync(scripts.folder, { recursive: true });
    const perSecond = median(app.map((each) => each.perSecond));
    const limitPerSecond = median(limit.map((each) => each.perSecond));
    return {
      machine: describeMachine(),
      connections,
      statements: scripts.statements,
      app,
      pgbench: limit,
      perSecond,
      limitPerSecond,
      share: round(perSecond / limitPerSecond, 3),
      perAnswer: await sizesOf(cluster.url),
      passed: perSecond >= LEAST_PER_SECOND && perSecond >= LEAST_SHARE * limitPerSecond && failures(app) === 0,
    };
  } finally {
    await server.end('SIGTERM');
    await cluster.stop();
  }
}

/** The embedded database has its learners made through the API: nobody else can open it. */
async function onEmbedded({ turns, seconds, connections }: SubmissionsOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-embedded-'));
  const made = await openFolder(folder);
  await insertLearnersInto(made.db);
  await made.close();
  const server = await startProcess({ DATA_DIR: folder });
  try {
    await sendAnswers({ url: server.url, connections, seconds: WARM_UP_SECONDS, seed: 'warm-up' });
    const app = [];
    for (let turn = 1; turn <= turns; turn += 1) {
      app.push(await measure(server, undefined, { connections, seconds, seed: `turn ${turn}` }));
      console.error(JSON.stringify(app.at(-1)));
    }
    const perSecond = median(app.map((each) => each.perSecond));
    return { machine: describeMachine(), connections, app, perSecond, passed: failures(app) === 0 };
  } finally {
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true });
  }
}

function failures(turns: readonly { failed: number }[]): number {
  return turns.reduce((sum, { failed }) => sum + failed, 0);
}

async function measure(
  server: ServerProcess,
  postgres: number | undefined,
  load: { connections: number; seconds: number; seed: string },
) {
  const ofPostgres = () => (postgres === undefined ? 0 : cpuSecondsOfAll(postgres));
  const before = { server: cpuSeconds(server.pid), postgres: ofPostgres() };
  const result = await sendAnswers({ url: server.url, ...load });
  const perAnswer = (used: number) => round((used * MILLISECONDS) / result.acknowledged, 3);
  return {
    perSecond: round(result.acknowledged / result.seconds, 1),
    failed: result.failed,
    ms: spread(result.latencies),
    cpuMsPerAnswer: {
      server: perAnswer(cpuSeconds(server.pid) - before.server),
      postgres: perAnswer(ofPostgres() - before.postgres),
      generator: perAnswer(result.cpuSeconds),
    },
    loadAverage: loadAverage(),
  };
}
