/**
 * The embedded database: Postgres compiled to WebAssembly, in one folder, in this process.
 *
 * Durability: every commit is written to the write-ahead log with the file system's own write before it is
 * acknowledged (`synchronous_commit` is on, PGlite's relaxed durability is off), so a killed process loses nothing.
 * PGlite has `fsync` off: a power cut may take the last seconds. Postgres at DATABASE_URL has no such limit.
 */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { StartupError } from '../errors.ts';
import type { OpenDatabase } from './database.ts';
import { unusable } from './folder-check.ts';
import { migrationsFolder } from './migrations-folder.ts';
import * as tables from './tables.ts';

/** Compares vectors for a knowledge base that is kept here. It costs nothing until it is used. */
const extensions = { vector };
/** A database on its way to being made. It has never held anything, so a left-over is thrown away. */
const UNFINISHED = 'database.unfinished';

/** Opens a migrated database in memory, for tests; with `template`, PGlite's dump of one, in a third of the time. */
export async function openMemory(template?: Blob): Promise<OpenDatabase> {
  const copied = template && { loadDataDir: template };
  return openLite(await PGlite.create({ relaxedDurability: false, extensions, ...copied }));
}

/** Makes an empty database without tables. A first start that is killed half-way must not leave half of one: it gets its path only when it is whole. */
export async function makeDatabase(folder: string, path: string): Promise<void> {
  const unfinished = join(folder, UNFINISHED);
  try {
    rmSync(unfinished, { recursive: true, force: true });
    const lite = await PGlite.create({ dataDir: unfinished, relaxedDurability: false, extensions });
    await lite.close();
    renameSync(unfinished, path);
  } catch (cause) {
    throw new StartupError(
      'data-not-made',
      `${folder}: the embedded database could not be made there; about 40 MB of free space and the right to write were needed; see to both or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

/** Opens the whole database at `path` and brings its tables up to date. */
export async function openExisting(path: string): Promise<OpenDatabase> {
  return openLite(
    await PGlite.create({ dataDir: path, relaxedDurability: false, extensions }).catch((cause: unknown) => {
      throw unusable(path, 'Postgres could not start from it', cause);
    }),
  );
}

async function openLite(lite: PGlite): Promise<OpenDatabase> {
  const db = drizzle(lite, { schema: tables });
  try {
    await migrate(db, { migrationsFolder });
  } catch (cause) {
    await lite.close().catch(() => undefined); // what it died of is in the first error
    throw unusable(lite.dataDir ?? 'memory', 'its tables could not be read', cause);
  }
  return {
    db,
    engine: { kind: 'pglite', lite },
    description: 'embedded Postgres (PGlite) in memory',
    close: async () => {
      if (!lite.closed) await lite.close();
    },
  };
}
