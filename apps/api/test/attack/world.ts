/**
 * A small world to attack: one course with every kind of question, one person of each role with an account of their own, a
 * rival of each, and objects that belong to whoever is named.
 */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { AskThread } from '../../src/ask/ask-thread.ts';
import { type Catalogue, createCatalogue } from '../../src/catalogue.ts';
import { learner } from '../../src/db/tables.ts';
import type { ExperimentQueue } from '../../src/experiments/queue.ts';
import type { Role } from '../../src/roles.ts';
import type { AskParts } from '../../src/services/ask/ask-parts.ts';
import { LESSONS, quizzes } from '../course.ts';
import type { TestDatabase } from '../databases.ts';
import { EXPERIMENTS } from '../experiment-course.ts';
import { type Browser, type TestApp, testApp } from '../harness.ts';
import { MECHANICS } from '../mechanics-course.ts';
import { signIn } from '../sign-in.ts';

/** `visitor` has no cookie, `anonymous` a learner without an account. */
export const ACTORS = ['visitor', 'anonymous', 'learner', 'instructor', 'admin'] as const;
export type Actor = (typeof ACTORS)[number];

export interface Person {
  actor: Actor;
  browser: Browser;
  /** Empty for a visitor. */
  learnerId: string;
}

export interface World {
  app: TestApp;
  db: TestDatabase['database']['db'];
  /** Makes somebody new who may what this role may. */
  person(actor: Actor): Promise<Person>;
}

/** The lessons of the other tests in one course. */
export function wholeCourse(): Catalogue {
  return createCatalogue(
    [...LESSONS, { slug: 'mechanics', status: 'ready', labs: ['train'] }, { slug: 'lab', status: 'ready', labs: [] }],
    { ...quizzes(), mechanics: MECHANICS.secret, lab: EXPERIMENTS.secret },
  );
}

export async function createWorld(opened: TestDatabase): Promise<World> {
  const { db } = opened.database;
  const parts = { catalogue: wholeCourse(), ask: silentAsk(), queue: idleQueue() };
  const app = await testApp(opened.database, { ...parts, trustedProxies: 1 });
  return {
    app,
    db,
    async person(actor) {
      const browser = app.browser();
      if (actor === 'visitor') return { actor, browser, learnerId: '' };
      await browser.get('/api/learner');
      if (actor !== 'anonymous') await signIn(app, browser, `${actor}-${randomUUID()}@example.org`);
      const { learnerId } = (await browser.get<{ learnerId: string }>('/api/learner')).body;
      const role: Role = actor === 'anonymous' ? 'learner' : actor;
      await db.update(learner).set({ role }).where(eq(learner.id, learnerId));
      return { actor, browser, learnerId };
    },
  };
}

/** What a document is made of does not matter here; the real thread has its own tests. */
function silentAsk(): AskParts {
  const engine: AskThread = {
    missing: async () => [],
    add: async () => undefined,
    keepOnly: async () => undefined,
    ask: async () => ({ sentences: [], by: 'quotes', scope: 'course', confidence: 0, threshold: 1 }),
    read: async (name, bytes) => {
      const text = new TextDecoder().decode(bytes);
      return {
        id: name,
        title: name,
        mediaType: 'text/plain',
        text,
        blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
      };
    },
    embed: async () => Float32Array.of(1, 0),
    starts: () => 1,
    close: async () => undefined,
  };
  const passages = { text: '', blocks: [] };
  const nothing = { lessons: [], glossary: { title: '', passages } };
  return {
    engine,
    course: { zh: nothing, en: nothing } as unknown as AskParts['course'],
    index: { ensure: async () => undefined },
    maxDocuments: 1_000,
    log: () => undefined,
  };
}

/** Takes every run and evaluates none. */
function idleQueue(): ExperimentQueue {
  return {
    ready: async () => undefined,
    send: async () => undefined,
    close: async () => undefined,
  } as unknown as ExperimentQueue;
}
