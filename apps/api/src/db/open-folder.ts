/**
 * A data folder of the embedded database, this process's alone. Looks at it and locks it before PGlite is loaded, so that a
 * folder that can't be used is told at once.
 */
import { join, resolve } from 'node:path';
import type { OpenDatabase } from './database.ts';
import { DATABASE, hasDatabase, prepareFolder } from './folder-check.ts';
import { lockFolder } from './folder-lock.ts';

/**
 * Opens the database of a data folder, made on the first start, and brings its tables up to date. The folder is this
 * process's alone until `close`.
 *
 * @throws StartupError when the folder can't be written, is in use, is damaged or was made by another version.
 */
export async function openFolder(dataDir: string): Promise<OpenDatabase> {
  const folder = resolve(dataDir);
  const path = join(folder, DATABASE);
  prepareFolder(folder);
  const lock = lockFolder(folder);
  try {
    const exists = hasDatabase(path);
    const { makeDatabase, openExisting } = await import('./pglite.ts');
    if (!exists) await makeDatabase(folder, path);
    const opened = await openExisting(path);
    return {
      ...opened,
      description: `embedded Postgres (PGlite) in ${folder}`,
      close: () => opened.close().finally(() => lock.release()),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
