/** A folder in the origin private file system of a browser as a Directory; survives closing the tab. */

import type { Directory, OpenFile } from '../foundations/directory.ts';
import { BackendUnavailableError } from '../foundations/errors.ts';

/** As much of the File System API as is used; core is compiled without the DOM's types. */
interface FileHandle {
  readonly kind: 'file' | 'directory';
  getFile(): Promise<FileSnapshot>;
  createWritable?(): Promise<{
    write(bytes: Uint8Array): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
  createSyncAccessHandle?(): Promise<SyncAccessHandle>;
  move?(name: string): Promise<void>;
}
/** A file as it was when it was asked for. */
interface FileSnapshot {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(begin: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
interface SyncAccessHandle {
  truncate(size: number): void;
  write(bytes: Uint8Array): number;
  flush(): void;
  close(): void;
}
interface FolderHandle {
  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<FolderHandle>;
  getFileHandle(name: string, options?: { create: boolean }): Promise<FileHandle>;
  removeEntry(name: string): Promise<void>;
  entries(): AsyncIterable<[string, { kind: string }]>;
}

const TEMPORARY_END = '.tmp';

/**
 * Returns the folder at `path` inside the origin's private files, made if it is missing. Works in pages and workers.
 *
 * @param path names separated by '/', for example 'labs/first-poem'
 * @throws BackendUnavailableError if the browser has no private files or forbids them (some private windows do)
 */
export async function opfsDirectory(path: string): Promise<Directory> {
  const folder = await openFolder(path);
  return {
    read: async (name) => {
      const handle = await folder.getFileHandle(name).catch(undefinedIfMissing);
      return handle && new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    async open(name) {
      const handle = await folder.getFileHandle(name).catch(undefinedIfMissing);
      return handle && fileOfSnapshot(await handle.getFile());
    },
    write: (name, bytes) => write(folder, name, bytes),
    async list() {
      const names: string[] = [];
      for await (const [name, { kind }] of folder.entries()) {
        if (kind === 'file' && !name.endsWith(TEMPORARY_END)) names.push(name);
      }
      return names.sort();
    },
    remove: (name) => folder.removeEntry(name).catch(undefinedIfMissing),
  };
}

function fileOfSnapshot(file: FileSnapshot): OpenFile {
  return {
    sizeBytes: file.size,
    async readInto(target, place) {
      const piece = new Uint8Array(await file.slice(place, place + target.length).arrayBuffer());
      target.set(piece);
      return piece.length;
    },
    close: async () => undefined, // a snapshot holds nothing open
  };
}

async function openFolder(path: string): Promise<FolderHandle> {
  try {
    const { storage } = globalThis.navigator as unknown as { storage: { getDirectory(): Promise<FolderHandle> } };
    let folder = await storage.getDirectory();
    for (const name of path.split('/').filter(Boolean))
      folder = await folder.getDirectoryHandle(name, { create: true });
    return folder;
  } catch (cause) {
    throw new BackendUnavailableError(
      `opfsDirectory ${JSON.stringify(path)}: the browser gave no private files; they are needed to keep work; ` +
        'use a normal window on https or localhost, or a memoryDirectory.',
      { cause },
    );
  }
}

/** Writable streams go to a hidden copy that replaces the file on close; where they are missing, a rename does it. */
async function write(folder: FolderHandle, name: string, bytes: Uint8Array): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  if (handle.createWritable) {
    const stream = await handle.createWritable();
    try {
      await stream.write(bytes);
      await stream.close();
    } catch (error) {
      await stream.abort().catch(() => undefined); // the first error says why
      throw error;
    }
    return;
  }
  const temporary = await folder.getFileHandle(`${name}${TEMPORARY_END}`, { create: true });
  const access = await temporary.createSyncAccessHandle?.();
  if (!access || !temporary.move) {
    throw new BackendUnavailableError(
      `${name}: this browser can't write private files here; it can in a Web Worker; save from a worker.`,
    );
  }
  try {
    access.truncate(0);
    access.write(bytes);
    access.flush();
  } finally {
    access.close();
  }
  await temporary.move(name);
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NotFoundError') return undefined;
  throw error;
}
