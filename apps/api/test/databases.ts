/**
 * The databases every API test runs on: PGlite in memory, PGlite in a folder and a real Postgres. `global-setup.ts` finds or
 * starts the latter; without one its tests are skipped, with the reason in the title.
 *
 * All but the folder are copies of a database that the setup migrated once. That migrations work on an empty one is shown by
 * `start.test.ts` (folder, Postgres) and by the setup itself.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { whyNoCluster } from '../scripts/postgres-cluster.ts';
import type { OpenDatabase } from '../src/db/database.ts';
import { openFolder } from '../src/db/open-folder.ts';
import { openMemory } from '../src/db/pglite.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { TEMPLATE_DATABASE, TEMPLATE_FILE, TEST_ENGINE } from './test-environment.ts';

export interface TestDatabase {
  database: OpenDatabase;
  /** Closes it and removes what it left. */
  remove(): Promise<void>;
}

export interface TestEngine {
  name: string;
  /** Why this engine can't run here. */
  skip?: string;
  /** Returns a fresh, migrated database. */
  open(): Promise<TestDatabase>;
}

async function openInMemory(): Promise<TestDatabase> {
  const template = process.env[TEMPLATE_FILE];
  const database = await openMemory(template === undefined ? undefined : await openAsBlob(template));
  return { database, remove: () => database.close() };
}

async function openInFolder(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-data-'));
  const database = await openFolder(folder);
  return {
    database,
    async remove() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A database of its own on the server that `global-setup.ts` found or started; dropped afterwards. */
async function openOnPostgres(): Promise<TestDatabase> {
  const server = getPostgresUrl();
  const name = `glassbox_test_${randomBytes(6).toString('hex')}`;
  await runOn(server, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const database = await openPostgres(withDatabase(server, name), () => undefined);
  return {
    database,
    async remove() {
      await database.close();
      await runOn(server, `drop database ${name} with (force)`);
    },
  };
}

/** Why there is no Postgres to test on, or `undefined` when there is one. */
export const noPostgres = process.env.GLASSBOX_TEST_DATABASE_URL
  ? undefined
  : (whyNoCluster() ?? 'the cluster did not start');

export function getPostgresUrl(): string {
  const url = process.env.GLASSBOX_TEST_DATABASE_URL;
  if (url === undefined) throw new Error(`No Postgres: ${noPostgres}.`);
  return url;
}

/** With GLASSBOX_TEST_ENGINE=postgres everything runs on Postgres, and on nothing else. */
const isAllOnPostgres = process.env[TEST_ENGINE] === 'postgres';
const POSTGRES: TestEngine = {
  name: 'Postgres',
  open: openOnPostgres,
  ...(noPostgres !== undefined && { skip: noPostgres }),
};

/** All of them, whatever the run is about: for what is compared between them. */
export const EVERY_ENGINE: readonly TestEngine[] = [
  { name: 'PGlite in memory', open: openInMemory },
  { name: 'PGlite in a folder', open: openInFolder },
  POSTGRES,
];
export const ENGINES: readonly TestEngine[] = isAllOnPostgres ? [POSTGRES] : EVERY_ENGINE;

/** The two ways SQL is run: a folder speaks the same as memory. */
export const SQL_ENGINES = ENGINES.filter(({ name }) => name !== 'PGlite in a folder');

/** Returns a fresh database for a test to which its kind doesn't matter. */
export const openAny = isAllOnPostgres ? openOnPostgres : openInMemory;

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
