/** A whole application on a fresh database, driven with `app.request()` the way a browser would. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { createApp } from '../src/app.ts';
import { createAuth } from '../src/auth/create-auth.ts';
import { type Catalogue, listVersions } from '../src/catalogue.ts';
import type { OpenDatabase } from '../src/db/database.ts';
import { freezeQuestions } from '../src/db/question-versions.ts';
import { learner } from '../src/db/tables.ts';
import type { ExperimentQueue } from '../src/experiments/queue.ts';
import type { Mail } from '../src/mail/mail.ts';
import { countAnswers } from '../src/operations/count-answers.ts';
import type { Log } from '../src/operations/log.ts';
import type { Metrics } from '../src/operations/metrics.ts';
import type { Role } from '../src/roles.ts';
import type { AttemptRequest } from '../src/schemas/attempt.ts';
import type { AskParts } from '../src/services/ask/ask-parts.ts';
import { createServices } from '../src/services/create-services.ts';
import type { OidcSettings } from '../src/settings/account-settings.ts';
import { course } from './course.ts';

export const NOON = new Date('2026-11-23T12:00:00.000Z');
/** Mail to it can't be sent. */
export const UNDELIVERABLE = 'undeliverable@example.org';
const ORIGIN = 'http://localhost:4321';

/** `body` is the parsed JSON, or the text of anything else. */
export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

export interface Browser {
  get<Body = unknown>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  delete<Body = unknown>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  cookie: string | undefined;
}

export interface TestApp {
  /** A browser of its own, with its own cookie; `signedIn` has called GET /api/learner. */
  browser(): Browser;
  signedIn(): Promise<Browser>;
  /** A signed-in browser whose learner has this role. */
  withRole(role: Role): Promise<Browser>;
  /** What the log was told. */
  logged: string[];
  /** What was mailed. */
  outbox: Mail[];
  setClock(to: Date): void;
  /** Every handler there is, also those outside the OpenAPI document; `ALL` is middleware. */
  routes: readonly { method: string; path: string }[];
  request(path: string, init?: RequestInit): Promise<Response>;
}

/** Returns the application over an open database, which stays the caller's. */
export async function testApp(
  database: OpenDatabase,
  options: {
    catalogue?: Catalogue;
    siteDir?: string;
    queue?: ExperimentQueue;
    ask?: AskParts;
    adminEmail?: string;
    oidc?: OidcSettings;
    /** Gets everything logged, a line per request too; without it, `logged` does, without requests. */
    log?: Log;
    metrics?: Metrics;
    isDraining?: () => boolean;
    trustedProxies?: number;
    publicUrl?: string;
  } = {},
): Promise<TestApp> {
  const { catalogue = course(), siteDir, queue, ask, adminEmail, oidc, metrics, isDraining } = options;
  let clock = NOON;
  const logged: string[] = [];
  const outbox: Mail[] = [];
  const log: Log = options.log ?? ((line) => logged.push(line));
  const logsRequests = options.log !== undefined;
  const now = () => clock;
  await freezeQuestions(database.db, listVersions(catalogue), now());
  const services = createServices(
    { db: database.db, catalogue, now, queue, ask },
    {
      adminEmail,
      auth: createAuth({
        db: database.db,
        secret: 'a secret for tests, long enough to sign with',
        publicUrl: ORIGIN,
        sendMail: async (mail) => {
          if (mail.to === UNDELIVERABLE) throw new Error(`the mail server refused: 550 <${mail.to}> unknown`);
          outbox.push(mail);
        },
        oidc,
        log,
      }),
    },
  );
  if (metrics !== undefined) services.attempts = countAnswers(services.attempts, metrics);
  const { trustedProxies, publicUrl = ORIGIN } = options;
  const app = createApp({ services, siteDir, log, logsRequests, metrics, isDraining, trustedProxies, publicUrl });
  const request = async (path: string, init?: RequestInit) => app.request(`${ORIGIN}${path}`, init);
  const browser = () => createBrowser(request);
  const signedIn = async () => {
    const fresh = browser();
    await fresh.get('/api/learner');
    return fresh;
  };
  return {
    browser,
    signedIn,
    async withRole(role) {
      const fresh = await signedIn();
      const { body } = await fresh.get<{ learnerId: string }>('/api/learner');
      await database.db.update(learner).set({ role }).where(eq(learner.id, body.learnerId));
      return fresh;
    },
    logged,
    outbox,
    setClock: (to) => {
      clock = to;
    },
    routes: app.routes,
    request,
  };
}

function createBrowser(request: (path: string, init?: RequestInit) => Promise<Response>): Browser {
  const browser: Browser = {
    cookie: undefined,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
      }),
    delete: (path, headers = {}) => send(path, { method: 'DELETE', headers: { origin: ORIGIN, ...headers } }),
  };
  return browser;

  async function send<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
    const headers = new Headers(init.headers);
    if (browser.cookie !== undefined) headers.set('cookie', browser.cookie);
    const response = await request(path, { ...init, headers });
    browser.cookie = mergeCookies(browser.cookie, response.headers.getSetCookie());
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }
}

/** A cookie jar: new values replace old ones, and Max-Age=0 takes one out. */
function mergeCookies(cookie: string | undefined, set: readonly string[]): string | undefined {
  const jar = new Map((cookie ?? '').split('; ').map((pair) => [pair.split('=')[0], pair]));
  jar.delete('');
  for (const line of set) {
    const [pair = ''] = line.split(';');
    const [name = ''] = pair.split('=');
    if (/;\s*max-age=0(;|$)/i.test(line)) jar.delete(name);
    else jar.set(name, pair);
  }
  return jar.size === 0 ? undefined : [...jar.values()].join('; ');
}

/** A submission to `colour` of the first lesson, with a key of its own; `change` replaces fields. */
export function submission(change: Partial<AttemptRequest> = {}): AttemptRequest {
  return {
    idempotencyKey: randomUUID(),
    lesson: 'first-lesson',
    questionId: 'colour',
    questionVersion: 'v1',
    response: { kind: 'single-choice', choice: 'c2' },
    answeredAt: '2026-11-23T11:59:00.000Z',
    ...change,
  };
}
