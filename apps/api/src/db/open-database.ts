/** Chooses the database: Postgres when there is an address, else the embedded one in a folder. */
import type { OpenDatabase } from './database.ts';
import { openFolder } from './pglite.ts';
import { openPostgres } from './postgres.ts';

export interface DatabaseOptions {
  dataDir: string;
  databaseUrl?: string | undefined;
  log: (line: string) => void;
}

/** Returns the opened and migrated database. Throws `StartupError`. */
export function openDatabase({ dataDir, databaseUrl, log }: DatabaseOptions): Promise<OpenDatabase> {
  return databaseUrl === undefined ? openFolder(dataDir) : openPostgres(databaseUrl, log);
}
