/**
 * Keeps the outbox in IndexedDB, one record per entry, so that two tabs can add at the same time. Where the browser gives
 * no IndexedDB (some private windows) entries live in this tab's memory, and `persistent` says so.
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
    return indexedStore(database);
  } catch {
    // Refused (private window, blocked storage): the answer must still reach the server while the tab is open.
    return memoryOutboxStore();
  }
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
