/** A folder on disk as a Directory. */
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Directory, OpenFile } from '../foundations/directory.ts';

let temporaryCount = 0;

/**
 * Returns the folder at `path`; the first write makes it. Writing goes to a temporary file that is flushed to the disk
 * and then renamed, so that even a power cut leaves a whole file.
 */
export function nodeDirectory(path: string): Directory {
  return {
    read: (name) => readFile(join(path, name)).catch(undefinedIfMissing),
    open: (name) => openForReading(join(path, name)),
    async write(name, bytes) {
      await makeFolder(path);
      const temporary = join(path, `.${name}.${process.pid}-${temporaryCount++}.tmp`);
      try {
        await writeFlushed(temporary, bytes);
        await rename(temporary, join(path, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async list() {
      const entries = (await readdir(path, { withFileTypes: true }).catch(undefinedIfMissing)) ?? [];
      return entries
        .filter((entry) => !entry.isDirectory() && !entry.name.endsWith('.tmp'))
        .map(({ name }) => name)
        .sort();
    },
    remove: (name) => rm(join(path, name), { force: true }),
  };
}

async function openForReading(path: string): Promise<OpenFile | undefined> {
  const file = await open(path, 'r').catch(undefinedIfMissing);
  if (!file) return undefined;
  const { size } = await file.stat();
  let closed = false;
  return {
    sizeBytes: size,
    async readInto(target, place) {
      let filled = 0;
      while (filled < target.length) {
        const { bytesRead } = await file.read(target, filled, target.length - filled, place + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    async close() {
      if (closed) return;
      closed = true;
      await file.close();
    },
  };
}

/** Makes a folder and those above it. Node's own recursive mkdir never returns where a file system invents ENOENT (/proc). */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path)
    .then(() => true, undefinedIfMissing)
    .catch((error: unknown) => isFolder(path, error));
  if (made) return;
  await makeFolder(dirname(path));
  await mkdir(path);
}

async function isFolder(path: string, error: unknown): Promise<true> {
  const found = await stat(path).catch(undefinedIfMissing);
  if (found?.isDirectory()) return true;
  throw error;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
