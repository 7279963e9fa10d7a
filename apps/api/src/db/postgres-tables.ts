/** The tables on a real Postgres: what `postgres.ts` loads once there is one. */

import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateWith } from 'drizzle-orm/node-postgres/migrator';
import type { Client, Pool } from 'pg';
import type { Database } from './database.ts';
import { migrationsFolder } from './migrations-folder.ts';
import * as tables from './tables.ts';

export function open(pool: Pool): Database {
  return drizzle(pool, { schema: tables });
}

/**
 * Brings the tables up to date. Where they are, nothing is asked for that only their owner may: drizzle itself begins with
 * `create schema if not exists`, which Postgres refuses to others even when it exists.
 */
export async function migrate(connection: Client): Promise<void> {
  if (await isUpToDate(connection)) return;
  await migrateWith(drizzle(connection, { schema: tables }), { migrationsFolder });
}

/** Whether the newest migration of this build was made, by whomever. A newer build may have made more. */
async function isUpToDate(connection: Client): Promise<boolean> {
  const newest = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis;
  const exists = "select to_regclass('drizzle.__drizzle_migrations') is not null as found";
  const { rows: found } = await connection.query<{ found: boolean }>(exists);
  if (newest === undefined || found[0]?.found !== true) return false;
  const last = 'select max(created_at)::text as last from drizzle.__drizzle_migrations';
  const { rows } = await connection.query<{ last: string | null }>(last);
  return Number(rows[0]?.last ?? 0) >= newest;
}
