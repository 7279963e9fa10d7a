/** Two roles on one Postgres: the owner makes the tables, the application's own may only use them. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openPostgres } from '../src/db/postgres.ts';
import { createQueue } from '../src/experiments/queue.ts';
import { getPostgresUrl, noPostgres, runOn, withDatabase } from './databases.ts';
import { submission, testApp } from './harness.ts';

const MIGRATE = fileURLToPath(new URL('../src/migrate.ts', import.meta.url));
const PASSWORD = 'only for this test';
const [OWNER, APP, DATABASE] = ['glassbox_owner_test', 'glassbox_app_test', 'glassbox_roles_test'];

function as(role: string): string {
  const url = new URL(withDatabase(getPostgresUrl(), DATABASE));
  url.username = role;
  url.password = encodeURIComponent(PASSWORD);
  return url.href;
}

async function refusal(url: string, statement: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const error = await client.query(statement).catch((cause: Error) => cause);
  await client.end();
  return error instanceof Error ? error.message : 'not refused';
}

const title =
  'a role that may only change rows serves answers and experiments, makes and drops no table, and migrates nothing';
test.skipIf(noPostgres)(noPostgres ? `${title} (skipped: ${noPostgres})` : title, async () => {
  const admin = getPostgresUrl();
  for (const role of [OWNER, APP]) await runOn(admin, `create role ${role} login password '${PASSWORD}'`);
  await runOn(admin, `create database ${DATABASE} owner ${OWNER} encoding 'UTF8' template template0`);
  try {
    await expect(openPostgres(as(APP), () => undefined)).rejects.toMatchObject({ code: 'database-migration' });
    const env = { PATH: process.env.PATH, DATABASE_URL: as(OWNER) };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [MIGRATE, APP], { env });
    expect([stdout, stderr]).toEqual([expect.stringContaining(`up to date, `), '']);
    expect(stdout).not.toContain(encodeURIComponent(PASSWORD));

    const database = await openPostgres(as(APP), () => undefined);
    const browser = await (await testApp(database)).signedIn();
    expect((await browser.post('/api/attempts', submission())).status).toBe(201);
    const queue = createQueue(database, { log: () => undefined });
    await queue.ready();
    await database.db.transaction((tx) => queue.send(tx, '6c1c9f0a-54f4-4a8e-9d55-0d4c8f3c2a11'));
    await queue.close();
    await database.close();
    for (const statement of [
      'drop table attempt',
      'alter table attempt add column mine text',
      'create table mine (id int)',
      'truncate audit',
      'delete from drizzle.__drizzle_migrations',
    ]) {
      expect([statement, await refusal(as(APP), statement)]).toEqual([
        statement,
        expect.stringMatching(/permission denied|must be owner/),
      ]);
    }
  } finally {
    await runOn(admin, `drop database ${DATABASE} with (force)`);
    for (const role of [APP, OWNER]) await runOn(admin, `drop role ${role}`);
  }
});
