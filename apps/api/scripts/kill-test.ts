/**
 * `pnpm --filter @glassbox/api kill-test [--kills 20] [--learners 4] [--seed 1] [--postgres]`: kills the server while
 * answers are being submitted and prints what was lost. Ends with 1 when anything was.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type KillReport, runKills } from './kill-run.ts';
import { startCluster } from './postgres-cluster.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    learners: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});

const report = values.postgres ? await onPostgres() : await inFolder();
console.log(JSON.stringify(report, null, 2));
const { kills, acknowledged, lost, countedTwice, halfStored } = report;
console.log(
  `${kills} kills, ${acknowledged} answers acknowledged: ${lost} lost, ${countedTwice} counted twice, ${halfStored} half stored`,
);
process.exitCode = lost + countedTwice + halfStored === 0 ? 0 : 1;

async function inFolder(): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-kill-'));
  try {
    return await run({ DATA_DIR: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onPostgres(): Promise<KillReport> {
  const cluster = await startCluster();
  try {
    return await run({ DATABASE_URL: cluster.url });
  } finally {
    await cluster.stop();
  }
}

function run(env: { DATA_DIR: string } | { DATABASE_URL: string }): Promise<KillReport> {
  return runKills({
    kills: Number(values.kills),
    learners: Number(values.learners),
    seed: Number(values.seed),
    env,
    log: (line) => console.error(line),
  });
}
