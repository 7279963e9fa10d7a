/**
 * A folder of named files, wherever it lives: memory (here), disk (`@glassbox/core/node`), the browser's private
 * file system (`@glassbox/core/browser`). Saving and loading know only this interface.
 */

/** A file that is read piece by piece, so that a large one never stands in memory as a whole. */
export interface OpenFile {
  readonly sizeBytes: number;
  /** Fills `target` with the bytes from `place` on and resolves to how many there were: fewer only at the file's end. */
  readInto(target: Uint8Array, place: number): Promise<number>;
  /** Lets go of the file; twice is harmless. */
  close(): Promise<void>;
}

/** Names are plain file names without a slash. */
export interface Directory {
  /** The file's bytes, or undefined when there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** The file, open for reading, or undefined when there is no such file; the caller closes it. Without it files are read whole. */
  open?(name: string): Promise<OpenFile | undefined>;
  /** Replaces the file as a whole: after a crash either the old or the new bytes are there, never a mixture. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The names of all files, sorted. */
  list(): Promise<string[]>;
  /** Removes the file; a missing one is no error. */
  remove(name: string): Promise<void>;
}

/** Returns the file `name`, open for reading, or undefined when there is none; the caller closes it. */
export async function openFile(directory: Directory, name: string): Promise<OpenFile | undefined> {
  if (directory.open) return directory.open(name);
  const bytes = await directory.read(name);
  return bytes && fileOfBytes(bytes);
}

/** Returns bytes in memory as an open file; nothing is copied until it is read. */
export function fileOfBytes(bytes: Uint8Array): OpenFile {
  return {
    sizeBytes: bytes.length,
    async readInto(target, place) {
      const piece = bytes.subarray(place, place + target.length);
      target.set(piece);
      return piece.length;
    },
    close: async () => undefined,
  };
}

/** Returns an empty directory that lives in memory; for tests and for pages without private storage. */
export function memoryDirectory(): Directory {
  const files = new Map<string, Uint8Array>();
  return {
    read: async (name) => files.get(name)?.slice(),
    async open(name) {
      const bytes = files.get(name);
      return bytes && fileOfBytes(bytes); // a later write replaces the bytes and leaves these as they are
    },
    write: async (name, bytes) => {
      files.set(name, bytes.slice());
    },
    list: async () => [...files.keys()].sort(),
    remove: async (name) => {
      files.delete(name);
    },
  };
}
