/** Calls of the account page: the typed client, and refusals turned into words for people. */
import { type AccountView, createClient, type ErrorBody } from '@glassbox/api/client';
import { fill } from '../i18n/fill.ts';
import type { AccountMessages } from './messages.ts';

export const api = createClient('/').api;

/** A call that the server refused, or that never reached it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** The server's code, `offline`, or `server`. */
  readonly code: string;
  readonly retryAfterSeconds: number;

  constructor(code: string, retryAfterSeconds = 0) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Answer {
  ok: boolean;
  headers: Headers;
  json(): Promise<unknown>;
}

/** What a call brings when it isn't refused. */
type BodyOf<Made> = Made extends { json(): Promise<infer Body> } ? Exclude<Body, ErrorBody> : never;

/** Returns what a call brought. Throws `CallFailed`. */
export async function call<Made extends Answer>(made: Promise<Made>): Promise<BodyOf<Made>> {
  const answer = await made.catch(() => {
    throw new CallFailed('offline');
  });
  const body = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body as BodyOf<Made>;
  const { error } = (body ?? {}) as Partial<ErrorBody>;
  throw new CallFailed(error?.code ?? 'server', Number(answer.headers.get('Retry-After') ?? 0));
}

/** Makes sure this browser has a learner, then tells of its account. */
export async function fetchAccount(): Promise<AccountView> {
  await call(api.learner.$get());
  return call(api.account.$get());
}

/** Returns the sentence for a failure. */
export function wordsFor(error: unknown, { errors }: AccountMessages): string {
  const code = error instanceof CallFailed ? error.code : 'server';
  const words = Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : errors.server;
  const seconds = error instanceof CallFailed ? error.retryAfterSeconds : 0;
  return fill(words, { minutes: Math.max(1, Math.ceil(seconds / 60)) });
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof CallFailed && error.code === code;
}
