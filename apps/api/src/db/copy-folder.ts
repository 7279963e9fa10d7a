/**
 * Copies a data folder of the embedded database, as a backup or back from one. A copy of a folder in use mixes files of different
 * moments, so the folder is locked for the copy: a running server refuses it, and none can start on it until it is done. The copy
 * gets its name only when every file of it is on the disk.
 */
import { closeSync, cpSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { StartupError } from '../errors.ts';
import { DATABASE, hasDatabase, prepareFolder } from './folder-check.ts';
import { lockFolder, OWN_FILES } from './folder-lock.ts';

/**
 * Copies the data folder `from` to `to`, which must not exist yet; returns the number of files copied.
 *
 * @throws StartupError when `from` holds no whole database or is in use, or `to` exists, lies in `from` or can't be written.
 */
export function copyFolder(from: string, to: string): number {
  const [source, target] = [resolve(from), resolve(to)];
  if (!existsSync(source) || !hasDatabase(join(source, DATABASE))) throw noData(source);
  if (existsSync(target)) throw targetExists(target);
  if (`${target}${sep}`.startsWith(`${source}${sep}`)) throw targetInside(target, source);
  const unfinished = `${target}.unfinished`;
  prepareFolder(dirname(target));
  const lock = lockFolder(source);
  try {
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(source, unfinished, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => dirname(path) !== source || !OWN_FILES.includes(basename(path)),
    });
    const files = flush(unfinished);
    renameSync(unfinished, target);
    flushOne(dirname(target));
    return files;
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw notCopied(target, cause);
  } finally {
    lock.release();
  }
}

/** Has the system write every file and folder below `root`; returns how many files there are. */
function flush(root: string): number {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries) flushOne(join(parentPath, name));
  flushOne(root);
  return entries.filter((entry) => entry.isFile()).length;
}

function flushOne(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function noData(source: string): StartupError {
  return new StartupError(
    'copy-without-data',
    `${source}: no data folder of the embedded database lies there; one that a server has used (DATA_DIR, .data by default) or a backup of one was needed; name it first.`,
  );
}

function targetExists(target: string): StartupError {
  return new StartupError(
    'copy-target-exists',
    `${target}: it exists already; a name that is not taken was needed, for a copy overwrites nothing; name another, or move this one away.`,
  );
}

function targetInside(target: string, source: string): StartupError {
  return new StartupError(
    'copy-target-inside',
    `${target}: it lies in ${source}, which is to be copied; a folder outside it was needed, best on another disk; name one.`,
  );
}

function notCopied(target: string, cause: unknown): StartupError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartupError(
    'copy-failed',
    `${target}: the copy could not be finished (${reason}); enough room and the right to write were needed; see to both and copy again. Nothing of it was left.`,
    { cause },
  );
}
