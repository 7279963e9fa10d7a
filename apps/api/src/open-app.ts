/** The application of a running server: everything that is only worth loading once there is a port and a database. */
import { resolve } from 'node:path';
import { createApp } from './app.ts';
import { openAsk } from './ask/open-ask.ts';
import { keepSecret } from './auth/auth-secret.ts';
import { createAuth } from './auth/create-auth.ts';
import { type Catalogue, listVersions } from './catalogue.ts';
import { startDaily } from './daily.ts';
import { checkClock } from './db/check-clock.ts';
import type { OpenDatabase } from './db/database.ts';
import { freezeQuestions } from './db/question-versions.ts';
import { adviseDatabase } from './embedded-limit.ts';
import { StartupError } from './errors.ts';
import { embeddedWorker } from './experiments/embedded-worker.ts';
import { createQueue } from './experiments/queue.ts';
import { loadCourse } from './load-course.ts';
import { createMail } from './mail/mail.ts';
import { countAnswers } from './operations/count-answers.ts';
import type { Metrics } from './operations/metrics.ts';
import type { ServerOptions } from './server-options.ts';
import type { AskParts } from './services/ask/ask-parts.ts';
import { indexSync } from './services/ask/index-sync.ts';
import { DEFAULT_CERTIFICATE_SETTINGS } from './services/certificates/settings.ts';
import { createServices } from './services/create-services.ts';
import { runRetention } from './services/rights/retention.ts';
import { readAccountSettings } from './settings/account-settings.ts';

export type Fetch = (request: Request, env: object) => Response | Promise<Response>;

export interface OpenApp {
  fetch: Fetch;
  /** For the start-up lines. */
  description: string[];
  /** From here on the server says that it is not ready. */
  drain(): void;
  close(): Promise<void>;
}

/** What an experiment under way gets to end in when the server stops; after that the next start begins it again. */
const WORKER_GRACE_MS = 5_000;

/** Returns the application over an open database, which it closes when it is closed itself. */
export async function openApp(
  database: OpenDatabase,
  options: ServerOptions,
  { origin, metrics }: { origin: string; metrics?: Metrics | undefined },
): Promise<OpenApp> {
  const catalogue = options.catalogue ?? (await loadCourse());
  const now = () => new Date();
  await freezeCourse(database, catalogue, now());
  const advice = await adviseDatabase(database, now());
  const certificates = { ...DEFAULT_CERTIFICATE_SETTINGS, ...options.certificates, origin };
  const accounts = options.accounts ?? readAccountSettings({});
  const { log, siteDir } = options;
  const mail = createMail({ ...accounts, log, prints: options.operations?.logFormat !== 'json' });
  const auth = createAuth({
    db: database.db,
    secret: accounts.authSecret ?? keepSecret(resolve(options.dataDir)),
    publicUrl: origin,
    sendMail: mail.send,
    oidc: accounts.oidc,
    log,
  });
  const { ask, description: askDescription, close: closeAsk } = await openAskParts(database, options);
  const queue = createQueue(database, { log });
  const worker = database.engine.kind === 'pglite' ? embeddedWorker(database, { queue, now, log, metrics }) : undefined;
  const services = createServices(
    { db: database.db, catalogue, now, certificates, ask, queue, onQueued: worker?.wake },
    { auth, adminEmail: accounts.adminEmail },
  );
  let draining = false;
  const isDraining = () => draining;
  if (metrics !== undefined) {
    services.attempts = countAnswers(services.attempts, metrics);
    metrics.watch({ queue: services.experiments.depth, pool: database.pool, isDraining });
  }
  const { trustedProxies } = accounts;
  const logsRequests = options.operations?.logFormat === 'json';
  const app = createApp({
    services,
    siteDir,
    trustedProxies,
    publicUrl: origin,
    log,
    logsRequests,
    metrics,
    isDraining,
  });
  const stopDaily = startDaily(async () => {
    await checkClock(database.db, now());
    const forgotten = await runRetention({ db: database.db, now }, accounts);
    if (forgotten) log(`Deleted ${forgotten} anonymous learners who had not come for long (KEEP_ANONYMOUS_DAYS).`);
  }, log);
  return {
    fetch: (request: Request, env: object) => app.fetch(request, env),
    description: [
      `database: ${database.description}`,
      ...(advice === undefined ? [] : [advice]),
      describeCourse(catalogue),
      askDescription,
      mail.description,
    ],
    drain() {
      draining = true;
    },
    async close() {
      try {
        await stopDaily();
        await worker?.stop(WORKER_GRACE_MS);
        await queue.close();
      } finally {
        await closeAsk().finally(() => database.close());
      }
    },
  };
}

/** Its index is made in the background: the first question finds it ready or waits for it. */
async function openAskParts({ db }: OpenDatabase, { ask, log }: ServerOptions) {
  const { engine, maxDocuments, description } = await openAsk(db, ask ?? { index: 'memory' }, log);
  const { compiledCourse } = await import('./ask/course-text.ts');
  const course = compiledCourse();
  const index = indexSync(db, engine, course);
  let closing = false;
  const ready = Promise.all([index.ensure('zh'), index.ensure('en')]).catch((error: unknown) => {
    if (!closing) log(`Ask the course: its index is not ready (${error}). The next question tries again.`);
  });
  const close = async () => {
    closing = true;
    await engine.close();
    await ready;
  };
  const parts: AskParts = { engine, course, index, maxDocuments, log };
  return { ask: parts, description, close };
}

/** The first write of every start: a database that can't take it would fail every learner. */
async function freezeCourse({ db, description }: OpenDatabase, catalogue: Catalogue, now: Date): Promise<void> {
  try {
    await freezeQuestions(db, listVersions(catalogue), now);
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new StartupError(
      'database-unusable',
      `${description}: the database can't be written to (${reason}); a whole one with free space was needed; mend it or put a backup in its place. Nothing in it was deleted.`,
      { cause },
    );
  }
}

function describeCourse({ lessons }: Catalogue): string {
  const questions = lessons.reduce((total, lesson) => total + lesson.questions.length, 0);
  return `course: ${lessons.length} lessons, ${questions} questions`;
}
