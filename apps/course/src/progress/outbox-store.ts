/**
 * Keeps the outbox in IndexedDB, one record per entry, so that two tabs can add at the same time. Where the browser gives
 * no IndexedDB (some private windows), or loses it later (full disk), entries live in this tab's memory, and `persistent`
 * says so.
 */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import { keyOf, type OutboxEntry } from './entry.ts';

export interface OutboxStore {
  /** Whether entries outlive this tab. */
  readonly persistent: boolean;
  put(entry: OutboxEntry): Promise<void>;
  remove(key: string): Promise<void>;
  /** Oldest first. */
  list(): Promise<OutboxEntry[]>;
}

/** Returns a store in this tab's memory. */
export function memoryOutboxStore(): OutboxStore {
  const kept = new Map<string, OutboxEntry>();
  return {
    persistent: false,
    put: async (entry) => void kept.set(keyOf(entry), structuredClone(entry)),
    remove: async (key) => void kept.delete(key),
    list: async () => oldestFirst([...kept.values()].map((entry) => structuredClone(entry))),
  };
}

/** Returns the store in IndexedDB, or one in memory where the browser refuses IndexedDB. */
export async function openOutboxStore(): Promise<OutboxStore> {
  try {
    const database = createStore('glassbox-outbox', 'entries');
    await entries(database);
    return withMemoryBehind(indexedStore(database));
  } catch {
    // Refused (private window, blocked storage): the answer must still reach the server while the tab is open.
    return memoryOutboxStore();
  }
}

/** Returns a store that never rejects: what `store` does not take is kept in this tab's memory. */
export function withMemoryBehind(store: OutboxStore): OutboxStore {
  const memory = new Map<string, OutboxEntry>();
  return {
    get persistent() {
      return store.persistent && memory.size === 0;
    },
    async put(entry) {
      try {
        await store.put(entry);
        memory.delete(keyOf(entry));
      } catch (error) {
        console.warn('outbox: kept in this tab only', error);
        memory.set(keyOf(entry), structuredClone(entry));
      }
    },
    async remove(key) {
      memory.delete(key);
      // What could not be removed is sent once more some day, and the server counts its key once.
      await store.remove(key).catch((error: unknown) => console.warn('outbox: not removed', error));
    },
    async list() {
      const stored = await store.list().catch(() => []);
      const here = [...memory.values()].map((entry) => structuredClone(entry));
      return oldestFirst([...stored.filter((entry) => !memory.has(keyOf(entry))), ...here]);
    },
  };
}

function indexedStore(database: UseStore): OutboxStore {
  return {
    persistent: true,
    put: (entry) => set(keyOf(entry), entry, database),
    remove: (key) => del(key, database),
    list: async () => oldestFirst((await entries<string, OutboxEntry>(database)).map(([, entry]) => entry)),
  };
}

function oldestFirst(list: OutboxEntry[]): OutboxEntry[] {
  return list.sort((a, b) => a.queuedAt - b.queuedAt);
}
