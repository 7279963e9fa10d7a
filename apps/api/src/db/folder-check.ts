/**
 * Looks at a data folder before Postgres does. PGlite makes a new, empty database in a folder whose `PG_VERSION` is
 * missing, over whatever else lies there; so anything that isn't whole is refused before it is opened.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors.ts';

/** The Postgres inside this PGlite. */
const POSTGRES_MAJOR = '18';
const FOLDERS = ['base', 'global', 'pg_wal', 'pg_xact', 'pg_multixact'] as const;
const FILES = ['global/pg_control', 'postgresql.conf'] as const;

/** Makes the folder when absent; throws `StartupError` unless files can be written there. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartupError(
      'data-unwritable',
      `${folder}: the data folder can't be written to (${reasonOf(cause)}); a folder this user may write was needed; change its rights or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

/** Returns whether a database lies in `path`; throws `StartupError` when something else or only part of one does. */
export function hasDatabase(path: string): boolean {
  if (!existsSync(path)) return false;
  const missing = [...FOLDERS, ...FILES, 'PG_VERSION'].filter((name) => !existsSync(join(path, name)));
  if (missing.length > 0) throw damaged(path, `${missing.join(', ')} missing`);
  const emptied = [...FILES].filter((name) => statSync(join(path, name)).size === 0);
  if (emptied.length > 0) throw damaged(path, `${emptied.join(', ')} empty`);
  const found = readFileSync(join(path, 'PG_VERSION'), 'latin1').trim();
  if (/^\d{1,3}$/.test(found) && found !== POSTGRES_MAJOR) throw otherVersion(path, found);
  if (found !== POSTGRES_MAJOR) throw damaged(path, 'PG_VERSION unreadable');
  return true;
}

/** The sentence for a folder that can't be opened. Nothing in it was changed by saying so. */
export function damaged(path: string, found: string, cause?: unknown): StartupError {
  return new StartupError(
    'data-damaged',
    `${path}: the database there is damaged (${found}); a whole data folder was needed; put a backup in its place, or move it away to begin with an empty one. It was left as it is.`,
    { cause },
  );
}

function otherVersion(path: string, found: string): StartupError {
  return new StartupError(
    'data-version',
    `${path}: the database there was made by Postgres ${found}; this Glassbox needs ${POSTGRES_MAJOR}; start the Glassbox that made it, or set DATA_DIR to another folder. It was left as it is.`,
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
