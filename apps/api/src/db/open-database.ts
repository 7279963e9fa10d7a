/** Chooses the database: Postgres when there is an address, else the embedded one in a folder. */
import type { OpenDatabase } from './database.ts';

export interface DatabaseOptions {
  dataDir: string;
  databaseUrl?: string | undefined;
  log: (line: string) => void;
}

/** Returns the opened and migrated database. Loads only the engine it needs. Throws `StartupError`. */
export async function openDatabase({ dataDir, databaseUrl, log }: DatabaseOptions): Promise<OpenDatabase> {
  if (databaseUrl === undefined) return (await import('./open-folder.ts')).openFolder(dataDir);
  return (await import('./postgres.ts')).openPostgres(databaseUrl, log);
}
