/**
 * The worker: takes one experiment after the other from the queue, evaluates it in a thread of its own and writes down what
 * came out. The same code runs inside the server (embedded database) and as a process of its own (Postgres).
 *
 * A run is held by the try that began it last. A worker that was taken for dead and comes back finds that it holds nothing
 * any more, so a result counts once. A worker that dies leaves its try counted: after `MAX_TRIES` the run is given up.
 */
import { randomUUID } from 'node:crypto';
import type { ExperimentSecret } from '@glassbox/quiz/score';
import type { Database } from '../db/database.ts';
import { listFiles, readFileBytes } from '../db/experiment-files.ts';
import { removeWorker, seeWorker } from '../db/experiment-workers.ts';
import { type ExperimentRow, lockExperiment, noteProgress, updateExperiment } from '../db/experiments.ts';
import { findQuestionVersion } from '../db/question-versions.ts';
import type { Metrics } from '../operations/metrics.ts';
import { finishRun } from './finish-run.ts';
import { LIMITS, type Limits, MAX_TRIES } from './limits.ts';
import type { ExperimentQueue, QueuedJob } from './queue.ts';
import { gaveUp, questionGone } from './reasons.ts';
import { type Outcome, runInThread } from './run-in-thread.ts';
import { sweepRuns } from './sweep-runs.ts';

export interface WorkerOptions {
  db: Database;
  queue: ExperimentQueue;
  now: () => Date;
  log: (line: string) => void;
  metrics?: Pick<Metrics, 'experimentEnded'> | undefined;
  limits?: Limits;
  /** Another thread than the evaluators', for tests. */
  entry?: URL;
}

export interface ExperimentWorker {
  /** Takes no more runs; what is under way gets `graceMs` to end and is put back after that. May be called twice. */
  stop(graceMs?: number): Promise<void>;
}

const SEEN_EVERY_MS = 15_000;
const SWEEP_EVERY_MS = 60_000;
/** A bar that moves more often than this tells nobody more. It is also how soon a cancelled run stops. */
const PROGRESS_EVERY_MS = 500;

/** Thrown into a try that must end: the run was cancelled or is no longer ours. */
class Unwanted extends Error {}
/** Thrown into a try that this worker has no time left for. */
class Stopping extends Error {}

/** Starts working and returns once jobs are being taken. */
export async function startWorker(options: WorkerOptions): Promise<ExperimentWorker> {
  const { db, queue, now, log } = options;
  const id = randomUUID();
  const stopping = new AbortController();
  let underWay: Promise<void> = Promise.resolve();
  const quietly = (work: Promise<unknown>) => {
    work.catch((error: unknown) => log(`The worker for experiments: ${reasonOf(error)}`));
  };
  const see = () => seeWorker(db, id, now());
  await see();
  const seeing = setInterval(() => quietly(see()), SEEN_EVERY_MS);
  const sweeping = setInterval(() => quietly(sweepRuns(db, now())), SWEEP_EVERY_MS);
  quietly(sweepRuns(db, now()));
  await queue.work((job) => {
    const work = workOn(options, job, stopping.signal);
    underWay = work.catch(() => undefined);
    return work;
  });
  let stopped: Promise<void> | undefined;
  return {
    stop(graceMs = 0) {
      stopped ??= stop(graceMs);
      return stopped;
    },
  };

  async function stop(graceMs: number): Promise<void> {
    clearInterval(seeing);
    clearInterval(sweeping);
    const timer = setTimeout(() => stopping.abort(new Stopping()), graceMs);
    await queue.pause();
    await underWay;
    clearTimeout(timer);
    await removeWorker(db, id).catch(() => undefined); // it is forgotten by itself, later
  }
}

async function workOn(
  options: WorkerOptions,
  { runId, signal: lost }: QueuedJob,
  stopping: AbortSignal,
): Promise<void> {
  const { db, now, log, metrics } = options;
  stopping.throwIfAborted();
  const run = await claim(db, runId, now());
  if (run?.heldBy == null) return;
  if (run.tries > MAX_TRIES) return finishRun(db, run, { kind: 'failed', reason: gaveUp(MAX_TRIES) }, now());
  const question = await findQuestionVersion(db, run.lesson, run.questionId, run.questionVersion);
  if (question?.kind !== 'experiment') return finishRun(db, run, { kind: 'failed', reason: questionGone() }, now());
  try {
    const began = performance.now();
    const outcome = await evaluate(options, { run, heldBy: run.heldBy, question, ends: [lost, stopping] });
    metrics?.experimentEnded(outcome.kind, (performance.now() - began) / 1000);
    if (outcome.kind === 'crashed') throw new Error(`${question.public.evaluator}: ${outcome.detail}`);
    await finishRun(db, run, outcome, now());
  } catch (error) {
    if (error instanceof Unwanted) return;
    await giveBack(db, run, { counted: !(error instanceof Stopping) });
    if (!(error instanceof Stopping)) log(`Experiment ${run.id}: ${reasonOf(error)}`);
    throw error; // the queue brings it again
  }
}

/** Begins a try. Undefined for a run that has ended meanwhile, was cancelled or deleted. */
async function claim(db: Database, runId: string, now: Date): Promise<ExperimentRow | undefined> {
  return db.transaction(async (tx) => {
    const run = await lockExperiment(tx, runId);
    if (run === undefined || (run.state !== 'queued' && run.state !== 'running')) return undefined;
    const change = {
      state: 'running',
      tries: run.tries + 1,
      heldBy: randomUUID(),
      progress: 0,
      startedAt: now,
    } as const;
    await updateExperiment(tx, runId, change);
    return { ...run, ...change };
  });
}

/** Back into the queue at its old place. A try that ended because the worker stops was nobody's fault and doesn't count. */
async function giveBack(db: Database, { id, heldBy }: ExperimentRow, { counted }: { counted: boolean }): Promise<void> {
  await db.transaction(async (tx) => {
    const run = await lockExperiment(tx, id);
    if (run?.state !== 'running' || run.heldBy !== heldBy) return;
    await updateExperiment(tx, id, { state: 'queued', heldBy: null, tries: counted ? run.tries : run.tries - 1 });
  });
}

interface Try {
  run: ExperimentRow;
  heldBy: string;
  question: ExperimentSecret;
  ends: readonly AbortSignal[];
}

async function evaluate(
  { db, limits = LIMITS, entry }: WorkerOptions,
  { run, heldBy, question, ends }: Try,
): Promise<Outcome> {
  const files = [];
  for (const file of await listFiles(db, run.id)) files.push({ name: file.name, bytes: await readFileBytes(db, file) });
  const unwanted = new AbortController();
  let share = 0;
  const noting = setInterval(() => {
    noteProgress(db, run.id, heldBy, share).then(
      (wanted) => wanted || unwanted.abort(new Unwanted()),
      () => undefined, // the next look tries again, and the result is checked once more when it is written
    );
  }, PROGRESS_EVERY_MS);
  try {
    const { evaluator, documents } = question.public;
    const { settings } = question.key;
    const authored = evaluator === 'test-set' ? { settings, documents: documents ?? [] } : settings;
    return await runInThread(
      { evaluator, files, settings: run.settings, authored },
      {
        limits,
        onProgress: (done) => {
          share = done;
        },
        signal: AbortSignal.any([unwanted.signal, ...ends]),
        ...(entry && { entry }),
      },
    );
  } finally {
    clearInterval(noting);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
