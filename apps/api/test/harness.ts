/** A whole application on a fresh database, driven with `app.request()` the way a browser would. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { createApp } from '../src/app.ts';
import { type Catalogue, listQuestions } from '../src/catalogue.ts';
import type { OpenDatabase } from '../src/db/database.ts';
import { freezeQuestions } from '../src/db/question-versions.ts';
import { learner } from '../src/db/tables.ts';
import type { Role } from '../src/roles.ts';
import type { AttemptRequest } from '../src/schemas/attempt.ts';
import { createServices } from '../src/services/create-services.ts';
import { course } from './course.ts';

export const NOON = new Date('2026-11-23T12:00:00.000Z');
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
  setClock(to: Date): void;
  request(path: string, init?: RequestInit): Promise<Response>;
}

/** Returns the application over an open database, which stays the caller's. */
export async function testApp(
  database: OpenDatabase,
  options: { catalogue?: Catalogue; siteDir?: string } = {},
): Promise<TestApp> {
  const { catalogue = course(), siteDir } = options;
  let clock = NOON;
  const logged: string[] = [];
  const now = () => clock;
  await freezeQuestions(database.db, listQuestions(catalogue), now());
  const services = createServices({ db: database.db, catalogue, now });
  const app = createApp({ services, siteDir, log: (line) => logged.push(line) });
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
    setClock: (to) => {
      clock = to;
    },
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
    const set = response.headers.get('set-cookie');
    if (set !== null) browser.cookie = set.split(';')[0];
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }
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
