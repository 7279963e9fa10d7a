/** The tables on a real Postgres: what `postgres.ts` loads once there is one. */
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateWith } from 'drizzle-orm/node-postgres/migrator';
import type { Client, Pool } from 'pg';
import type { Database } from './database.ts';
import { migrationsFolder } from './migrations-folder.ts';
import * as tables from './tables.ts';

export function open(pool: Pool): Database {
  return drizzle(pool, { schema: tables });
}

/** Brings the tables up to date. */
export function migrate(connection: Client): Promise<void> {
  return migrateWith(drizzle(connection, { schema: tables }), { migrationsFolder });
}
