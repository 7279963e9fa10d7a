/** What every answer owes, whatever was asked. */
import type { FuzzRequest } from './requests.ts';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** As far as it was spent here and not by others on the machine. */
  tookMs: number;
}

/** Longer than this is a hang. */
const MAX_MS = 10_000;

/** Node's own answer to headers of more than 16 KB: no code of ours has seen the request. */
const HEADERS_TOO_LARGE = 431;

/** Refusals that any route may answer with, before its own rules count. */
const BEFORE_THE_ROUTE = new Set([400, 401, 403, 404, 413, 415, 422, 429]);

/** What only somebody inside may see. */
const INSIDE: readonly RegExp[] = [
  /\bat (?:async )?[\w.<>]+ \(|\.[jt]s:\d+:\d+/,
  /node_modules|file:\/\/\/(?!etc)|\/work\/|\/home\//,
  /Failed query|\b(?:insert into|select .* from|update .* set) "|violates .* constraint|relation "/i,
  /drizzle|pglite|postgres|ZodError|TypeError|RangeError|ReferenceError|SyntaxError/i,
  /tokenHash|token_hash|privateJwk|AUTH_SECRET(?!\})/,
];

/** Returns what is wrong with an answer; nothing, if all is well. */
export function faultsOf(
  { operation, method, twist }: FuzzRequest,
  { status, headers, text, tookMs }: Answered,
): string[] {
  const faults: string[] = [];
  if (tookMs > MAX_MS) faults.push(`took ${Math.round(tookMs)} ms`);
  if (status >= 500) faults.push(`answered ${status}`);
  if (status === HEADERS_TOO_LARGE) return faults;
  if (method === operation.method && !operation.statuses.has(status) && !BEFORE_THE_ROUTE.has(status)) {
    faults.push(`answered ${status}, which the document does not name`);
  }
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('without security headers');
  if (status < 400) return faults;
  for (const pattern of INSIDE) {
    // What was sent may come back in a message; the attacker knows it already.
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) faults.push(`tells ${JSON.stringify(found)}`);
  }
  return [...faults, ...refusalFaults(status, headers, text, twist)];
}

/** A refusal is JSON, has a code and a sentence, and names the field where one is at fault. */
function refusalFaults(status: number, headers: Headers, text: string, twist: string): string[] {
  if (!headers.get('content-type')?.startsWith('application/json')) return ['the refusal is not JSON'];
  const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown; field?: unknown } };
  if (typeof error?.code !== 'string' || typeof error.message !== 'string')
    return ['the refusal has no code or sentence'];
  const faults: string[] = [];
  if (error.message.length < 10) faults.push(`says only ${JSON.stringify(error.message)}`);
  if (status === 422 && typeof error.field !== 'string')
    faults.push(`names no field (${error.code}: ${error.message}; ${twist})`);
  if (status === 429 && headers.get('retry-after') === null && error.code === 'too-many-requests')
    faults.push('says not when to try again');
  return faults;
}
