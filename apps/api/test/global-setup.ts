/**
 * Once per test run: one Postgres, at GLASSBOX_TEST_DATABASE_URL or else a temporary cluster made with Debian's binaries, and on
 * it and on PGlite one migrated database for the tests to copy. Test files learn of them by environment variables.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster, whyNoCluster } from '../scripts/postgres-cluster.ts';
import { openMemory } from '../src/db/pglite.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { runOn, withDatabase } from './databases.ts';
import { TEMPLATE_DATABASE, TEMPLATE_FILE, TEST_ENGINE, TEST_URL } from './test-environment.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-template-'));
  const stopCluster = await providePostgres();
  await makeTemplateFile(join(folder, 'template.tar'));
  return async () => {
    rmSync(folder, { recursive: true });
    await stopCluster?.();
  };
}

async function makeTemplateFile(path: string): Promise<void> {
  const { engine, close } = await openMemory();
  if (engine.kind !== 'pglite') throw new Error('openMemory: not PGlite');
  const dump = await engine.lite.dumpDataDir('none');
  await close();
  writeFileSync(path, new Uint8Array(await dump.arrayBuffer()));
  process.env[TEMPLATE_FILE] = path;
}

/** Returns how to stop what was started for this run. */
async function providePostgres(): Promise<(() => Promise<void>) | undefined> {
  let stop: (() => Promise<void>) | undefined;
  if (!process.env[TEST_URL] && whyNoCluster() === undefined) {
    const cluster = await startCluster();
    process.env[TEST_URL] = cluster.url;
    stop = cluster.stop;
  }
  const url = process.env[TEST_URL];
  if (url) await makeTemplateDatabase(url);
  else if (process.env[TEST_ENGINE] === 'postgres')
    throw new Error(
      `${TEST_ENGINE}=postgres: ${whyNoCluster()}; a Postgres was needed; install it or set ${TEST_URL}.`,
    );
  return stop;
}

async function makeTemplateDatabase(url: string): Promise<void> {
  await runOn(url, `drop database if exists ${TEMPLATE_DATABASE} with (force)`);
  await runOn(url, `create database ${TEMPLATE_DATABASE} encoding 'UTF8' template template0`);
  const { close } = await openPostgres(withDatabase(url, TEMPLATE_DATABASE), () => undefined);
  await close();
}
