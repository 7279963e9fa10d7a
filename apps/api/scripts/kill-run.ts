/**
 * Kills the server with SIGKILL while learners submit answers, again and again, and counts afterwards. What a learner's
 * browser does is done here too: an answer without an acknowledgement is sent again with the same key.
 */
import { createRandom } from '@glassbox/kernels/random';
import { sql } from 'drizzle-orm';
import type { AttemptRequest, AttemptResult } from '../src/client.ts';
import { openDatabase } from '../src/db/open-database.ts';
import { connect, type LearnerClient, rightAnswer } from './learner-client.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

export interface KillOptions {
  kills: number;
  /** Learners who submit at the same time, each one answer after the other. */
  learners: number;
  /** DATA_DIR or DATABASE_URL. */
  env: { DATA_DIR: string } | { DATABASE_URL: string };
  /** Seed of the moments at which the server is killed. */
  seed: number;
  /** Gets one line per kill. */
  log: (line: string) => void;
}

export interface KillReport {
  kills: number;
  learners: number;
  /** Answers the server said it had stored. */
  acknowledged: number;
  /** Of these, answers whose first acknowledgement came only after a restart. */
  acknowledgedOnRetry: number;
  /** Of these, answers that a killed server had stored without being able to say so. */
  storedUnacknowledged: number;
  /** Acknowledged answers that were not there afterwards, or were another attempt. Must be 0. */
  lost: number;
  /** Attempts in the database beyond one per answer. Must be 0. */
  countedTwice: number;
  /** Rows that only part of a transaction can leave behind. Must be 0. */
  halfStored: number;
  /** From spawning the process to its address, ms. */
  restartMs: { median: number; max: number };
}

interface Submission {
  learner: number;
  request: AttemptRequest;
  attemptId?: string;
}

/** The server is killed after so many answers, and then up to so much later: at any point of the next one. */
const MIN_ANSWERS = 5;
const MAX_ANSWERS = 30;
const MAX_DELAY_MS = 20;

/** Runs the whole test. Throws when the server answers anything but 200 or 201. */
export async function runKills(options: KillOptions): Promise<KillReport> {
  const { kills, env, log } = options;
  const random = createRandom(options.seed).next;
  const learners = await makeLearners(options);
  const submissions: Submission[] = [];
  const restarts: number[] = [];
  const counts = { retried: 0, unacknowledged: 0, lost: 0 };
  let latest: Submission[] = [];

  for (let kill = 1; kill <= kills + 1; kill += 1) {
    const begun = performance.now();
    const server = await startProcess(env);
    restarts.push(performance.now() - begun);
    const clients = await Promise.all(learners.map((cookie) => connect(server.url, cookie)));
    for (const submission of latest.filter(({ attemptId }) => attemptId === undefined)) {
      const { status } = await send(clients, submission);
      counts.retried += 1;
      if (status === 200) counts.unacknowledged += 1;
    }
    // After every kill what it could have hurt; at the end everything.
    counts.lost += await countLost(clients, kill > kills ? submissions : latest);
    if (kill > kills) {
      await server.end('SIGTERM');
      break;
    }
    latest = await submitUntilKilled(server, clients, {
      answers: MIN_ANSWERS + Math.floor(random() * (MAX_ANSWERS - MIN_ANSWERS + 1)),
      delayMs: random() * MAX_DELAY_MS,
    });
    submissions.push(...latest);
    const cutOff = latest.filter(({ attemptId }) => attemptId === undefined).length;
    log(`kill ${kill}: ${latest.length - cutOff} acknowledged, ${cutOff} cut off`);
  }
  const stored = await countStored(env);
  return {
    kills,
    learners: learners.length,
    acknowledged: submissions.length,
    acknowledgedOnRetry: counts.retried,
    storedUnacknowledged: counts.unacknowledged,
    lost: counts.lost,
    countedTwice: Math.max(0, stored.attempts - submissions.length, stored.counted - submissions.length),
    halfStored: Math.abs(stored.attempts - stored.counted) + Math.abs(stored.attempts - stored.audited),
    restartMs: { median: Math.round(median(restarts)), max: Math.round(Math.max(...restarts)) },
  };
}

async function makeLearners({ env, learners }: KillOptions): Promise<string[]> {
  const server = await startProcess(env);
  const made = await Promise.all(Array.from({ length: learners }, () => connect(server.url)));
  await server.end('SIGTERM');
  return made.map(({ cookie }) => cookie);
}

/** Every learner submits without pause until the server is gone. Returns all that was tried. */
async function submitUntilKilled(
  server: ServerProcess,
  clients: LearnerClient[],
  moment: { answers: number; delayMs: number },
): Promise<Submission[]> {
  const tried: Submission[] = [];
  const enough = Promise.withResolvers<void>();
  let acknowledged = 0;
  let alive = true;
  const work = clients.map(async (_, learner) => {
    for (let index = learner; alive; index += 1) {
      const submission: Submission = { learner, request: rightAnswer(index) };
      tried.push(submission);
      try {
        await send(clients, submission);
      } catch (error) {
        if (error instanceof UnexpectedAnswer) enough.reject(error);
        return; // the connection broke: the server was killed
      }
      acknowledged += 1;
      if (acknowledged >= moment.answers) enough.resolve();
    }
  });
  await enough.promise;
  await new Promise((resolve) => setTimeout(resolve, moment.delayMs));
  await server.end('SIGKILL');
  alive = false;
  await Promise.all(work);
  return tried;
}

class UnexpectedAnswer extends Error {}

async function send(
  clients: LearnerClient[],
  submission: Submission,
): Promise<{ status: number; result: AttemptResult }> {
  const response = await clients[submission.learner]?.client.api.attempts.$post({ json: submission.request });
  if (response === undefined || (response.status !== 200 && response.status !== 201)) {
    throw new UnexpectedAnswer(
      `POST /api/attempts: ${response?.status} ${await response?.text()}; 200 or 201 was needed`,
    );
  }
  const result = await response.json();
  submission.attemptId ??= result.attemptId;
  return { status: response.status, result };
}

/** Sends acknowledged answers once more: each must be known, and be the attempt it was. */
async function countLost(clients: LearnerClient[], submissions: readonly Submission[]): Promise<number> {
  let lost = 0;
  for (const submission of submissions) {
    const { status, result } = await send(clients, submission);
    if (status !== 200 || result.attemptId !== submission.attemptId) lost += 1;
  }
  return lost;
}

/** Looks into the database itself, past the API. */
async function countStored(env: KillOptions['env']): Promise<{ attempts: number; counted: number; audited: number }> {
  const { db, close } = await openDatabase({
    dataDir: '',
    databaseUrl: undefined,
    ...settingsOf(env),
    log: () => undefined,
  });
  const count = async (query: string) => {
    const result = (await db.execute(sql.raw(`select (${query})::int as n`))) as { rows: { n: number }[] };
    return result.rows[0]?.n ?? Number.NaN;
  };
  const counts = {
    attempts: await count('select count(*) from attempt'),
    counted: await count('select coalesce(sum(attempt_count), 0) from question_progress'),
    audited: await count("select count(*) from audit where action = 'attempt.graded'"),
  };
  await close();
  return counts;
}

function settingsOf(env: KillOptions['env']) {
  return 'DATA_DIR' in env ? { dataDir: env.DATA_DIR } : { databaseUrl: env.DATABASE_URL };
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
