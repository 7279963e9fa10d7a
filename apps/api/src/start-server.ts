/** Opens the database, brings its tables up to date and serves API and site from one origin. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import type { AskSettings } from './ask/ask-settings.ts';
import { openAsk } from './ask/open-ask.ts';
import { keepSecret } from './auth/auth-secret.ts';
import { createAuth } from './auth/create-auth.ts';
import { type Catalogue, createCatalogue, listVersions } from './catalogue.ts';
import { startDaily } from './daily.ts';
import type { OpenDatabase } from './db/database.ts';
import { openDatabase } from './db/open-database.ts';
import { freezeQuestions } from './db/question-versions.ts';
import { StartupError } from './errors.ts';
import { embeddedWorker } from './experiments/embedded-worker.ts';
import { createQueue } from './experiments/queue.ts';
import { listen } from './http/listen.ts';
import { createMail } from './mail/mail.ts';
import type { AskParts } from './services/ask/ask-parts.ts';
import { indexSync } from './services/ask/index-sync.ts';
import { type CertificateSettings, DEFAULT_CERTIFICATE_SETTINGS } from './services/certificates/settings.ts';
import { createServices } from './services/create-services.ts';
import { runRetention } from './services/rights/retention.ts';
import { type AccountSettings, readAccountSettings } from './settings/account-settings.ts';

export interface ServerOptions {
  /** A name or address; `localhost` answers on 127.0.0.1 and ::1. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The folder of the embedded database; made when absent, not used with `databaseUrl`. */
  dataDir: string;
  /** A Postgres address, `postgres://user:password@host/database`. */
  databaseUrl?: string | undefined;
  /** The built site; without it only the API is served. */
  siteDir?: string | undefined;
  /** The address people reach this site by; without it, that of host and port. */
  publicUrl?: string | undefined;
  /** Who issues certificates and what they need; without it, the defaults. */
  certificates?: Omit<CertificateSettings, 'origin'> | undefined;
  /** Without them: mails are printed, no provider, nobody is administrator by address. */
  accounts?: AccountSettings | undefined;
  /** How questions about the course are answered; left out, from memory and by quotes. */
  ask?: AskSettings | undefined;
  /** Gets one line per event worth reading. */
  log: (line: string) => void;
  /** The course; without it, what `@glassbox/curriculum` compiled. */
  catalogue?: Catalogue | undefined;
}

export interface RunningServer {
  /** e.g. `http://localhost:4321` */
  url: string;
  /** What it uses, one line each: database, site, course. */
  description: string[];
  /** Answers what is under way, then closes the database. May be called twice. */
  close(): Promise<void>;
}

/** What an experiment under way gets to end in when the server stops; after that the next start begins it again. */
const WORKER_GRACE_MS = 5_000;

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/**
 * Returns a server that answers.
 *
 * @throws StartupError, one sentence, when it can't. The port is taken first and the database opened second, so that a
 * busy port touches no data. Requests that come in between wait.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, siteDir } = options;
  if (siteDir !== undefined) checkSite(siteDir);
  const ready = Promise.withResolvers<Fetch>();
  // Nobody may be waiting yet when starting fails.
  ready.promise.catch(() => undefined);
  const listener = await listen(
    host,
    port,
    getRequestListener(async (request, env) => (await ready.promise)(request, env)),
  );
  try {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`;
    const { fetch, description, close } = await openApp(options, options.publicUrl ?? url);
    ready.resolve(fetch);
    let closing: Promise<void> | undefined;
    return {
      url,
      description: [...description, siteDir === undefined ? 'no site, API only' : `site from ${resolve(siteDir)}`],
      close: () => {
        closing ??= listener.close().then(close);
        return closing;
      },
    };
  } catch (error) {
    ready.reject(error);
    await listener.close();
    throw error;
  }
}

async function openApp(options: ServerOptions, origin: string) {
  const catalogue = options.catalogue ?? (await loadCourse());
  const database = await openDatabase(options);
  try {
    const now = () => new Date();
    await freezeCourse(database, catalogue, now());
    const certificates = { ...DEFAULT_CERTIFICATE_SETTINGS, ...options.certificates, origin };
    const accounts = options.accounts ?? readAccountSettings({});
    const { log, siteDir } = options;
    const mail = createMail({ ...accounts, log });
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
    const worker = database.engine.kind === 'pglite' ? embeddedWorker(database, { queue, now, log }) : undefined;
    const services = createServices(
      { db: database.db, catalogue, now, certificates, ask, queue, onQueued: worker?.wake },
      { auth, adminEmail: accounts.adminEmail },
    );
    const app = createApp({ services, siteDir, trustedProxies: accounts.trustedProxies, log });
    const stopDaily = startDaily(async () => {
      const forgotten = await runRetention({ db: database.db, now }, accounts);
      if (forgotten) log(`Deleted ${forgotten} anonymous learners who had not come for long (KEEP_ANONYMOUS_DAYS).`);
    }, log);
    return {
      fetch: (request: Request, env: object) => app.fetch(request, env),
      description: [`database: ${database.description}`, describeCourse(catalogue), askDescription, mail.description],
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
  } catch (error) {
    await database.close();
    throw error;
  }
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

/** Imported only here, so that tests and tools run without the compiled lessons. */
export async function loadCourse(): Promise<Catalogue> {
  const [{ lessons }, { secretQuizzes }] = await Promise.all([
    import('@glassbox/curriculum/public'),
    import('@glassbox/curriculum/secret'),
  ]);
  return createCatalogue(lessons, secretQuizzes);
}

function describeCourse({ lessons }: Catalogue): string {
  const questions = lessons.reduce((total, lesson) => total + lesson.questions.length, 0);
  return `course: ${lessons.length} lessons, ${questions} questions`;
}

function checkSite(siteDir: string): void {
  if (statSync(resolve(siteDir, 'index.html'), { throwIfNoEntry: false })?.isFile()) return;
  throw new StartupError(
    'site-missing',
    `SITE_DIR: ${resolve(siteDir)} holds no index.html; the built course was needed; run "pnpm build" or correct SITE_DIR.`,
  );
}
