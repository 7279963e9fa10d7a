/**
 * Looks at a data folder before Postgres does. PGlite makes a new, empty database in a folder whose `PG_VERSION` is
 * missing, over whatever else lies there; so anything that isn't whole is refused before it is opened.
 */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../errors.ts';

/** Where in a data folder the database lies. */
export const DATABASE = 'database';
/** The Postgres inside this PGlite. */
const POSTGRES_MAJOR = '18';
/** The parts of a Postgres folder without which it can't start, none of them ever empty. */
const PARTS = [
  'PG_VERSION',
  'postgresql.conf',
  'global/pg_control',
  'global/pg_filenode.map',
  'pg_wal',
  'pg_xact',
  'base',
] as const;
const DATABASE_PARTS = ['PG_VERSION', 'pg_filenode.map'] as const;

/** Makes the folder when absent; throws `StartupError` unless files can be written there. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartupError(
      'data-unwritable',
      `${folder}: the data folder can't be written to (${reasonOf(cause)}); a folder this user may write was needed; change its rights or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

/** Makes a folder and those above it. Node's own recursive mkdir never returns where a file system invents ENOENT (/proc). */
function makeFolder(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/**
 * Returns whether a database lies in `path`. Only reads.
 *
 * @throws StartupError when something else lies there, or only part of a database, or one of another version.
 */
export function hasDatabase(path: string): boolean {
  if (!existsSync(path)) return false;
  const missing = PARTS.filter((part) => isEmpty(join(path, part)));
  if (missing.length > 0) throw damaged(path, `${missing.join(', ')} missing or empty`);
  const found = readFileSync(join(path, 'PG_VERSION'), 'latin1').trim();
  if (/^\d{1,3}$/.test(found) && found !== POSTGRES_MAJOR) throw otherVersion(path, found);
  if (found !== POSTGRES_MAJOR) throw damaged(path, 'PG_VERSION unreadable');
  for (const database of readdirSync(join(path, 'base')).filter((name) => /^\d+$/.test(name))) {
    const lacking = DATABASE_PARTS.filter((part) => isEmpty(join(path, 'base', database, part)));
    if (lacking.length > 0) throw damaged(path, `base/${database} without ${lacking.join(', ')}`);
  }
  return true;
}

/** True for what is absent, for a file without bytes and for a folder without files. */
function isEmpty(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return true;
  return found.isDirectory() ? readdirSync(path).length === 0 : found.size === 0;
}

/** The sentence for a folder that can't be opened. */
function damaged(path: string, found: string, cause?: unknown): StartupError {
  return new StartupError(
    'data-damaged',
    `${path}: the database there is damaged (${found}); a whole data folder was needed; put a backup in its place, or move it away to begin with an empty one. Nothing in it was deleted.`,
    { cause },
  );
}

/** The sentence for a database that Postgres gave up: a full disk is no damage. */
export function unusable(path: string, found: string, cause: unknown): StartupError {
  if (!isDiskFull(path, cause)) return damaged(path, found, cause);
  return new StartupError(
    'data-disk-full',
    `${path}: the database there could not be opened (${found}) because the disk is full; some free space was needed; free some and start again. Nothing in it was deleted.`,
    { cause },
  );
}

const POSTGRES_DISK_FULL = '53100';
/** One segment of the write-ahead log: with less than that, Postgres may end without a word about the disk. */
const LEAST_FREE_BYTES = 16 * 2 ** 20;

function isDiskFull(path: string, cause: unknown): boolean {
  for (let error = cause; error instanceof Error; error = error.cause) {
    if ('code' in error && (error.code === POSTGRES_DISK_FULL || error.code === 'ENOSPC')) return true;
  }
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize < LEAST_FREE_BYTES;
  } catch {
    return false; // in memory
  }
}

function otherVersion(path: string, found: string): StartupError {
  return new StartupError(
    'data-version',
    `${path}: the database there was made by Postgres ${found}; this Glassbox needs ${POSTGRES_MAJOR}; start the Glassbox that made it, or set DATA_DIR to another folder. Nothing in it was changed.`,
  );
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return (
    {
      EEXIST: 'it is a file',
      ENOENT: 'no folder can be made there',
      ENOSPC: 'the disk is full',
      ENOTDIR: 'it lies below a file',
      EROFS: 'the disk is read-only',
      EACCES: 'no right to write',
    }[code] ?? code
  );
}
