/** `backup.sh` and `restore.sh` of `deploy/`: what an open database was dumped with is served again. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openPostgres } from '../src/db/postgres.ts';
import { ENGINES, getPostgresUrl, noPostgres, runOn, withDatabase } from './databases.ts';
import { submission, testApp } from './harness.ts';

const SCRIPTS = fileURLToPath(new URL('../../../deploy/kubernetes/', import.meta.url));
const run = promisify(execFile);
const sh = (script: string, parameter: string, url: string) =>
  run('sh', [`${SCRIPTS}${script}`, parameter], { env: { PATH: process.env.PATH, DATABASE_URL: url } });

const title =
  'a dump of a running Postgres is restored into an empty one and serves the same progress; a full one is refused';
test.skipIf(noPostgres)(noPostgres ? `${title} (skipped: ${noPostgres})` : title, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-backup-'));
  const engine = ENGINES.find(({ name }) => name === 'Postgres');
  const { database, remove } = (await engine?.open()) ?? {};
  if (database?.engine.kind !== 'postgres') throw new Error('no Postgres');
  const browser = await (await testApp(database)).signedIn();
  const first = submission();
  expect((await browser.post('/api/attempts', first)).status).toBe(201);
  const { body: progress } = await browser.get('/api/progress');

  const { stdout } = await sh('backup.sh', folder, database.engine.url);
  expect(readdirSync(folder)).toEqual([stdout.trim().slice(folder.length + 1)]);
  expect(statSync(stdout.trim()).mode & 0o077).toBe(0);

  const name = `glassbox_restored_${randomBytes(6).toString('hex')}`;
  const url = withDatabase(getPostgresUrl(), name);
  await runOn(getPostgresUrl(), `create database ${name} encoding 'UTF8' template template0`);
  await sh('restore.sh', stdout.trim(), url);
  const restored = await openPostgres(url, () => undefined);
  const again = (await testApp(restored)).browser();
  again.cookie = browser.cookie;
  expect((await again.get('/api/progress')).body).toEqual(progress);
  expect((await again.post('/api/attempts', first)).status).toBe(200); // known: it counts once
  await expect(sh('restore.sh', stdout.trim(), url)).rejects.toMatchObject({
    stderr: expect.stringContaining('an empty one was needed'),
  });

  await restored.close();
  await runOn(getPostgresUrl(), `drop database ${name} with (force)`);
  await remove?.();
  rmSync(folder, { recursive: true });
});
