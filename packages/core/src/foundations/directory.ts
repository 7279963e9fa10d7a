/**
 * A folder of named files, wherever it lives: memory (here), disk (`@glassbox/core/node`), the browser's private
 * file system (`@glassbox/core/browser`). Saving and loading know only this interface.
 */

/** Names are plain file names without a slash. */
export interface Directory {
  /** The file's bytes, or undefined when there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Replaces the file as a whole: after a crash either the old or the new bytes are there, never a mixture. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The names of all files, sorted. */
  list(): Promise<string[]>;
  /** Removes the file; a missing one is no error. */
  remove(name: string): Promise<void>;
}

/** Returns an empty directory that lives in memory; for tests and for pages without private storage. */
export function memoryDirectory(): Directory {
  const files = new Map<string, Uint8Array>();
  return {
    read: async (name) => files.get(name)?.slice(),
    write: async (name, bytes) => {
      files.set(name, bytes.slice());
    },
    list: async () => [...files.keys()].sort(),
    remove: async (name) => {
      files.delete(name);
    },
  };
}
