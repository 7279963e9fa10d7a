/** The one database type: PGlite, Postgres and a transaction of either all fit it. */
import type { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as tables from './tables.ts';

export type Database = PgDatabase<PgQueryResultHKT, typeof tables>;

/** What lies under a database, for a library that brings its own SQL. */
type Engine = { kind: 'pglite'; lite: PGlite } | { kind: 'postgres'; url: string };

/** A database ready for use: migrated, and this process's to close. */
export interface OpenDatabase {
  db: Database;
  engine: Engine;
  /** For the start-up lines, e.g. `embedded Postgres (PGlite) in /srv/.data`; no password. */
  description: string;
  /** How the pool's connections are used; absent where there is no pool. */
  pool?: () => { total: number; idle: number; waiting: number };
  /** Waits for what is under way, then lets go of folder and connections. May be called twice. */
  close(): Promise<void>;
}
