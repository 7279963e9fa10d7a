/** What waits in the outbox: one answer or one lab activity, with the key under which the server counts it once. */
import type { ActivityRequest, ActivityResult, AttemptRequest, AttemptResult, Solution } from '@glassbox/api/client';

interface EntryBase {
  /** Milliseconds since 1970, from the learner's clock, raised behind what waits already; entries are sent in this order. */
  queuedAt: number;
  /** Set when the server refused it for good. It is kept, shown and never sent again by itself. */
  refusal?: Refusal;
}

export interface AttemptEntry extends EntryBase {
  kind: 'attempt';
  body: AttemptRequest;
}

interface ActivityEntry extends EntryBase {
  kind: 'activity';
  body: ActivityRequest;
}

export type OutboxEntry = AttemptEntry | ActivityEntry;

export interface Refusal {
  code: string;
  message: string;
}

/** What became of one try to send an entry. `later` = no network, or a server that is not well. */
export type Delivery =
  | { state: 'delivered'; kind: 'attempt'; result: AttemptResult }
  /** A text was stored; its writer assesses it next. */
  | { state: 'delivered'; kind: 'text'; result: Solution }
  | { state: 'delivered'; kind: 'activity'; result: ActivityResult }
  | { state: 'refused'; refusal: Refusal }
  | { state: 'later'; reason: 'offline' | 'server' };

/** Returns the idempotency key, which is also the entry's place in the store. */
export function keyOf(entry: OutboxEntry): string {
  return entry.body.idempotencyKey;
}
