/**
 * The outbox: every answer is stored first and sent second, so that no network, a closed tab or a dead server loses it.
 * One tab sends at a time (Web Locks); should two send after all, the idempotency key makes the server count once.
 */
import { type Delivery, keyOf, type OutboxEntry } from './entry.ts';
import type { OutboxStore } from './outbox-store.ts';

export interface OutboxOptions {
  store: OutboxStore;
  /** Sends one entry. Never throws: what went wrong is in the delivery. */
  send(entry: OutboxEntry): Promise<Delivery>;
  /** Runs the work while no other tab does. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Told once for every entry that left the queue or was refused. */
  onDelivery(key: string, delivery: Delivery): void;
  /** Runs the callback after a wait and returns how to call it off. */
  wait(ms: number, callback: () => void): () => void;
}

export interface Outbox {
  /** Keeps the entry, tries to send it, and says what became of it. `later` = kept, will be sent. */
  post(entry: OutboxEntry): Promise<Delivery>;
  /** Sends all that waits; on failure waits 2 s, 4 s … 5 min before it tries by itself again. Rejects as `exclusively` does. */
  flush(): Promise<void>;
  /** Entries that wait or were refused, oldest first. */
  pending(): Promise<OutboxEntry[]>;
  /** Forgets an entry, for example a refused one that the learner has answered anew. */
  forget(key: string): Promise<void>;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/** Returns an outbox over a store and a way to send. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, send, exclusively, onDelivery, wait } = options;
  const posting = new Map<string, Delivery | undefined>();
  let waitMs = FIRST_WAIT_MS;
  let callOff: (() => void) | undefined;

  const flush = (): Promise<void> => exclusively(deliverAll);

  async function deliverAll(): Promise<void> {
    callOff?.();
    callOff = undefined;
    const tried = new Set<string>();
    let mustRetry = false;
    for (let entry = await nextUnsent(tried); entry; entry = await nextUnsent(tried)) {
      tried.add(keyOf(entry));
      const delivery = await send(entry);
      if (posting.has(keyOf(entry))) posting.set(keyOf(entry), delivery);
      if (delivery.state !== 'later') await settle(entry, delivery);
      else mustRetry = true;
      // Without a network the rest can't leave either; a server's failure may concern this entry alone.
      if (delivery.state === 'later' && delivery.reason === 'offline') break;
    }
    if (mustRetry) callOff = wait(waitMs, () => void flush().catch(() => undefined));
    waitMs = mustRetry ? Math.min(waitMs * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
  }

  /** What is kept last is sent last, even when the clock was set back since the one before. */
  async function behindAll(entry: OutboxEntry): Promise<OutboxEntry> {
    const newest = (await store.list()).at(-1)?.queuedAt ?? Number.NEGATIVE_INFINITY;
    return { ...entry, queuedAt: Math.max(entry.queuedAt, newest + 1) };
  }

  async function nextUnsent(tried: ReadonlySet<string>): Promise<OutboxEntry | undefined> {
    return (await store.list()).find((entry) => entry.refusal === undefined && !tried.has(keyOf(entry)));
  }

  async function settle(entry: OutboxEntry, delivery: Delivery): Promise<void> {
    if (delivery.state === 'refused') await store.put({ ...entry, refusal: delivery.refusal });
    else await store.remove(keyOf(entry));
    onDelivery(keyOf(entry), delivery);
  }

  async function post(entry: OutboxEntry): Promise<Delivery> {
    const key = keyOf(entry);
    let known: Delivery | undefined;
    try {
      posting.set(key, undefined);
      await store.put(await behindAll(entry));
      await flush();
      known = posting.get(key);
    } finally {
      posting.delete(key);
    }
    if (known && known.state !== 'later') return known;
    const kept = (await store.list()).find((other) => keyOf(other) === key);
    // Gone but not through us: another tab sent it, and the same key brings the same result.
    if (!kept) return send(entry);
    // Another tab may also have been the one to hear that the server refuses it.
    return kept.refusal
      ? { state: 'refused', refusal: kept.refusal }
      : (known ?? { state: 'later', reason: 'offline' });
  }

  return { post, flush, pending: () => store.list(), forget: (key) => store.remove(key) };
}
