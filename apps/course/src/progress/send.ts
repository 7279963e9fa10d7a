/** Sends one entry of the outbox to the API, making the anonymous learner first when there is none. */
import type { Client } from '@glassbox/api/client';
import type { Delivery, OutboxEntry, Refusal } from './entry.ts';

const ACCEPTED = 202;
const LEARNER_MISSING = 401;
const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;
const SERVER_ERROR = 500;
const ANSWER_MS = 30_000;

/** Returns what became of one try. Never throws. */
export async function sendEntry(client: Client, entry: OutboxEntry): Promise<Delivery> {
  try {
    const first = await request(client, entry);
    if (first.status !== LEARNER_MISSING) return await read(entry, first);
    await client.api.learner.$get();
    return await read(entry, await request(client, entry));
  } catch {
    // fetch rejects for every reason that has to do with the network; it says no more than that.
    return { state: 'later', reason: 'offline' };
  }
}

/** The part of a response that is looked at; the typed client narrows too late for a union of two routes. */
interface Answer {
  status: number;
  ok: boolean;
  json(): Promise<unknown>;
}

/** Gives up after a while: a connection that died in a sleep or a train tunnel answers nothing and fails nothing. */
function request(client: Client, entry: OutboxEntry): Promise<Answer> {
  // What time this device has now: with it the server knows how far the clock is off by which the answer was dated.
  const headers = { 'Sent-At': new Date().toISOString() };
  const options = { headers, init: { signal: AbortSignal.timeout(ANSWER_MS) } };
  return entry.kind === 'attempt'
    ? client.api.attempts.$post({ json: entry.body }, options)
    : client.api.activities.$post({ json: entry.body }, options);
}

async function read(entry: OutboxEntry, answer: Answer): Promise<Delivery> {
  if (answer.ok) {
    const result = await answer.json();
    const kind = answer.status === ACCEPTED ? 'text' : entry.kind;
    return { state: 'delivered', kind, result } as Delivery;
  }
  const transient =
    answer.status >= SERVER_ERROR || [LEARNER_MISSING, TOO_MANY_REQUESTS, REQUEST_TIMEOUT].includes(answer.status);
  return transient ? { state: 'later', reason: 'server' } : { state: 'refused', refusal: await readRefusal(answer) };
}

async function readRefusal(answer: Answer): Promise<Refusal> {
  const body = await answer.json().catch(() => undefined);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return {
    code: typeof error.code === 'string' ? error.code : `http-${answer.status}`,
    message: typeof error.message === 'string' ? error.message : `HTTP ${answer.status}`,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
