/** Sends a number of hostile requests, one after the other, learns from what comes back, and reports what went wrong. */
import { type Answered, faultsOf } from './judge.ts';
import { type OpenApi, readOperations } from './operations.ts';
import { type Actor, type FuzzRequest, fuzzRequest, resourceOf } from './requests.ts';
import { type KnownQuestion, RESOURCES } from './values.ts';

export interface AttackOptions {
  /** Sends to the server under attack. */
  send(path: string, init: RequestInit): Promise<Response>;
  /** `http://127.0.0.1:1234`: what its own pages would name as origin. */
  origin: string;
  document: OpenApi;
  questions: readonly KnownQuestion[];
  /** Makes somebody new of this role and returns the cookie; nothing for a visitor. */
  newcomer(actor: Actor): Promise<string | undefined>;
  requests: number;
  seed: number;
  /** Operations that are left out, by name. */
  skip?: readonly string[];
}

export interface AttackReport {
  requests: number;
  /** How often each status came. */
  statuses: Record<number, number>;
  /** Operations that never got past the refusals: the attack did not reach what is behind. */
  neverPassed: string[];
  slowest: { ms: number; request: string };
  faults: string[];
}

const MOST_IDS = 20;
const PATIENCE_MS = 60_000;
const MICROSECONDS = 1_000;

export async function attack(options: AttackOptions): Promise<AttackReport> {
  const { document, questions, requests, seed, skip = [] } = options;
  const operations = readOperations(document).filter(({ name }) => !skip.includes(name));
  const schemas = document.components?.schemas ?? {};
  const ids = new Map<string, string[]>();
  const cookies = new Map<Actor, string | undefined>();
  const passed = new Set<string>();
  const report: AttackReport = { requests, statuses: {}, neverPassed: [], slowest: { ms: 0, request: '' }, faults: [] };
  for (let i = 0; i < requests; i++) {
    const request = fuzzRequest(seed + i, { operations, schemas, known: { ids, questions } });
    const label = `seed ${seed + i}: ${request.method} ${request.path.slice(0, 200)} as ${request.actor} (${request.twist || 'as documented'})`;
    if (!cookies.has(request.actor)) cookies.set(request.actor, await options.newcomer(request.actor));
    const answered = await sendOne(options, request, cookies.get(request.actor));
    if (typeof answered === 'string') {
      report.faults.push(`${label}: ${answered}`);
      continue;
    }
    const { status, tookMs, text } = answered;
    report.statuses[status] = (report.statuses[status] ?? 0) + 1;
    if (tookMs > report.slowest.ms) report.slowest = { ms: Math.round(tookMs), request: label };
    for (const fault of faultsOf(request, answered)) report.faults.push(`${label}: ${fault} — ${text.slice(0, 300)}`);
    if (isSpent(request, answered)) cookies.delete(request.actor);
    if (status >= 300) continue;
    passed.add(request.operation.name);
    if (headersOf(answered).includes('json')) learnIds(ids, resourceOf(request.operation.path), JSON.parse(text));
  }
  report.neverPassed = operations.map(({ name }) => name).filter((name) => !passed.has(name));
  return report;
}

/** Signed out, deleted, of another role by now, or at the end of what one learner may do. */
function isSpent({ operation, headers }: FuzzRequest, { status, text }: Answered): boolean {
  if (status < 300) return /sign-out|sign-in|\/me\/delete|devices\/end|admin\/roles/.test(operation.name);
  return status === 429 || (status === 401 && headers.cookie === undefined) || text.includes('"role-missing"');
}

async function sendOne(
  { send, origin }: AttackOptions,
  request: FuzzRequest,
  cookie: string | undefined,
): Promise<Answered | string> {
  const headers = new Headers({ origin });
  if (cookie !== undefined) headers.set('cookie', cookie);
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === '') headers.delete(name);
    else headers.set(name, value);
  }
  const [begun, spent] = [performance.now(), process.cpuUsage()];
  try {
    const response = await send(request.path, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(request.body !== undefined && { body: request.body }),
    });
    const text = await response.text();
    const { user, system } = process.cpuUsage(spent);
    // The server is in this process: what it did not compute itself, it waited for others on the machine.
    const tookMs = Math.min(performance.now() - begun, (user + system) / MICROSECONDS);
    return { status: response.status, headers: response.headers, text, tookMs };
  } catch (error) {
    return `no answer (${error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error)})`;
  }
}

function headersOf({ headers }: Answered): string {
  return headers.get('content-type') ?? '';
}

/** Ids in what the server tells lead on to further objects; the newest are kept. */
function learnIds(ids: Map<string, string[]>, resource: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    const kind = RESOURCES[name] ?? (name === 'id' ? resource : undefined);
    if (kind !== undefined && typeof child === 'string') {
      ids.set(kind, [...(ids.get(kind) ?? []).filter((known) => known !== child), child].slice(-MOST_IDS));
    } else learnIds(ids, resource, child);
  }
}
