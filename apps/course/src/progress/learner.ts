/**
 * The learner's side of the API in a page: one client, one outbox, one channel between tabs.
 * `recordActivity` and `submitAttempt` are what labs and quizzes call; both keep first and send second.
 */
import {
  type ActivityRequest,
  type AttemptRequest,
  type AttemptResult,
  createClient,
  type Progress,
  type QuestionHistory,
} from '@glassbox/api/client';
import type { AttemptEntry, Delivery, OutboxEntry } from './entry.ts';
import { exclusivelyUnder } from './exclusively.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { type OutboxStore, openOutboxStore } from './outbox-store.ts';
import { sendEntry } from './send.ts';
import { uniqueKey } from './unique-key.ts';

/** Told to every tab when an entry was delivered or refused. */
export interface DeliveryNews {
  key: string;
  delivery: Delivery;
  /** It happened in another tab. */
  elsewhere?: boolean;
}

const client = createClient('/');
const news = new EventTarget();
let introduced: Promise<{ ok: boolean }> | undefined;
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('glassbox-progress');
channel?.addEventListener('message', ({ data }: MessageEvent<DeliveryNews>) => announce({ ...data, elsewhere: true }));

const opened: Promise<{ store: OutboxStore; outbox: Outbox }> = openOutboxStore().then((store) => ({
  store,
  outbox: createOutbox({
    store,
    send,
    exclusively: exclusivelyUnder('glassbox-outbox'),
    onDelivery: (key, delivery) => {
      announce({ key, delivery });
      channel?.postMessage({ key, delivery } satisfies DeliveryNews);
    },
    wait: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  }),
}));

/** Makes sure there is a learner (and renews the cookie), once per page. Rejects without a network. */
export async function introduce(): Promise<void> {
  try {
    introduced ??= client.api.learner.$get();
    // A server that is not well made no learner: the next try asks again.
    if (!(await introduced).ok) introduced = undefined;
  } catch (error) {
    introduced = undefined;
    throw error;
  }
}

async function send(entry: OutboxEntry): Promise<Delivery> {
  try {
    await introduce();
  } catch {
    // No network: the entry stays, and the next try asks again.
    return { state: 'later', reason: 'offline' };
  }
  return sendEntry(client, entry);
}

/** Keeps an answer and sends it; `later` means it is kept and will be sent once. */
export async function submitAttempt(
  attempt: Omit<AttemptRequest, 'idempotencyKey'>,
): Promise<{ key: string; delivery: Delivery }> {
  const { outbox } = await opened;
  for (const entry of await outbox.pending()) {
    const replaced = entry.kind === 'attempt' && entry.refusal && entry.body.questionId === attempt.questionId;
    if (replaced && entry.body.lesson === attempt.lesson) await outbox.forget(entry.body.idempotencyKey);
  }
  const key = uniqueKey();
  const entry: AttemptEntry = { kind: 'attempt', queuedAt: Date.now(), body: { ...attempt, idempotencyKey: key } };
  return { key, delivery: await post(outbox, entry) };
}

/** Where the outbox itself fails (no lock to be had), the entry goes straight to the server. */
async function post(outbox: Outbox, entry: OutboxEntry): Promise<Delivery> {
  try {
    return await outbox.post(entry);
  } catch (error) {
    console.warn('outbox: sent past it', error);
    const delivery = await send(entry);
    if (delivery.state === 'delivered') await outbox.forget(entry.body.idempotencyKey);
    return delivery;
  }
}

/** Keeps what a learner did in a lab (a prediction, a finished run) and sends it once, now or when there is a network. */
export async function recordActivity(activity: Omit<ActivityRequest, 'idempotencyKey'>): Promise<Delivery> {
  const { outbox } = await opened;
  return post(outbox, { kind: 'activity', queuedAt: Date.now(), body: { ...activity, idempotencyKey: uniqueKey() } });
}

/** Tries now to send all that waits. Never rejects: where another tab keeps the lock, that one sends. */
export async function flushOutbox(): Promise<void> {
  await (await opened).outbox.flush().catch((error: unknown) => console.warn('outbox: not sent now', error));
}

/** Returns how many entries wait, and whether they survive this tab. */
export async function waitingEntries(): Promise<{ count: number; persistent: boolean }> {
  const { outbox, store } = await opened;
  const waiting = (await outbox.pending()).filter(({ refusal }) => refusal === undefined);
  return { count: waiting.length, persistent: store.persistent };
}

/** Returns this device's answers to a lesson's questions that the server has not taken yet, oldest first. */
export async function keptAttempts(lesson: string): Promise<AttemptEntry[]> {
  const kept = await (await opened).outbox.pending();
  return kept.filter((entry): entry is AttemptEntry => entry.kind === 'attempt' && entry.body.lesson === lesson);
}

/** Returns the learner's progress. Rejects without a network, or with the status in words when the server refuses. */
export async function fetchProgress(): Promise<Progress> {
  const response = await client.api.progress.$get();
  if (!response.ok)
    throw new TypeError(`progress: the server answered ${response.status}; 200 was needed; try again later.`);
  return response.json();
}

/** Returns the latest attempt and the best score for each answered question of a lesson; rejects like `fetchProgress`. */
export async function fetchAttempts(lesson: string): Promise<QuestionHistory[]> {
  const response = await client.api.lessons[':slug'].attempts.$get({ param: { slug: lesson } });
  if (!response.ok)
    throw new TypeError(`attempts: the server answered ${response.status}; 200 was needed; try again later.`);
  return (await response.json()).attempts;
}

/** Calls back for every entry delivered or refused, in this tab or another; returns how to stop. */
export function onDelivery(listener: (news: DeliveryNews) => void): () => void {
  const handle = (event: Event): void => listener((event as CustomEvent<DeliveryNews>).detail);
  news.addEventListener('delivery', handle);
  return () => news.removeEventListener('delivery', handle);
}

/** Tells every tab of an answer that the server graded by itself. */
export function tellGraded(result: AttemptResult): void {
  const delivered: DeliveryNews = { key: result.attemptId, delivery: { state: 'delivered', kind: 'attempt', result } };
  announce(delivered);
  channel?.postMessage(delivered);
}

function announce(detail: DeliveryNews): void {
  news.dispatchEvent(new CustomEvent('delivery', { detail }));
}
