/**
 * One process per data folder. Two PGlite processes on one folder both open without an error and lose data, and
 * `postmaster.pid` tells nothing, so an SQLite file beside the data is locked first: the operating system frees that
 * lock when the process ends, however it ends.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from '../errors.ts';

const LOCK_FILE = 'lock.sqlite';
const OWNER_FILE = 'process-id';
/** What a copy of the folder has no use for. */
export const OWN_FILES: readonly string[] = [LOCK_FILE, OWNER_FILE];

export interface FolderLock {
  release(): void;
}

/** Takes the folder for this process, or throws `StartupError` naming the process that has it. */
export function lockFolder(folder: string): FolderLock {
  let file: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 });
    file = opened;
    // The lock must be held before anything is written, so no journal may be left to roll back.
    opened.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    writeOwner(folder);
    return { release: () => opened.isOpen && opened.close() };
  } catch (cause) {
    file?.close();
    if (cause instanceof StartupError) throw cause;
    if (isBusy(cause)) throw inUse(folder, cause);
    throw new StartupError(
      'data-lock',
      `${join(folder, LOCK_FILE)}: the lock file can't be used (${messageOf(cause)}); a small SQLite file that this user may write was needed; change its rights, or move it away if it is not Glassbox's, and start again.`,
      { cause },
    );
  }
}

function writeOwner(folder: string): void {
  const path = join(folder, OWNER_FILE);
  try {
    writeFileSync(path, `${process.pid}\n`);
  } catch (cause) {
    throw new StartupError(
      'data-lock',
      `${path}: the number of this process can't be written there (${messageOf(cause)}); a file that this user may write, and room for it on the disk, were needed; change its rights, move it away or free some space, and start again.`,
      { cause },
    );
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function inUse(folder: string, cause: unknown): StartupError {
  return new StartupError(
    'data-in-use',
    `${folder}: another Glassbox process${ownerOf(folder)} is using this data folder; only one may; stop that one or set DATA_DIR to another folder.`,
    { cause },
  );
}

function ownerOf(folder: string): string {
  try {
    return ` (process ${Number.parseInt(readFileSync(join(folder, OWNER_FILE), 'utf8'), 10)})`;
  } catch {
    return ''; // the other process has only just begun
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
