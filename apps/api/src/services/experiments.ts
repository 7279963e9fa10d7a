/**
 * Experiments: announced, uploaded, queued, watched, cancelled. Each step is a transaction of its own, except the bytes of a
 * file: a slow upload must hold no lock, and on the embedded database it would hold up everybody.
 */
import { randomUUID } from 'node:crypto';
import { EVALUATORS } from '@glassbox/quiz';
import type { ExperimentSecret } from '@glassbox/quiz/score';
import { findAttempt } from '../db/attempts.ts';
import { insertAudit } from '../db/audit.ts';
import type { Database } from '../db/database.ts';
import { deleteFiles, insertFiles, listFiles } from '../db/experiment-files.ts';
import { countWorkers } from '../db/experiment-workers.ts';
import {
  countExperiments,
  countQueued,
  type ExperimentRow,
  findExperimentByKey,
  findOwnExperiment,
  insertExperiment,
  listLatestExperiments,
  lockExperiment,
  OPEN_STATES,
  readQueueDepth,
  updateExperiment,
} from '../db/experiments.ts';
import { ApiError } from '../errors.ts';
import type { ExperimentQueue } from '../experiments/queue.ts';
import type { ExperimentRequest, ExperimentView } from '../schemas/experiment.ts';
import { toResult } from './attempt-result.ts';
import { getServedQuestion } from './get-question.ts';
import { ownLearner } from './own-learner.ts';
import { type IncomingFile, receiveFile } from './receive-file.ts';
import { hashRequest } from './request-hash.ts';
import type { ServiceContext } from './service-context.ts';

/** `replayed`: this key was used before, and this is the experiment it made. */
interface Announced {
  result: ExperimentView;
  replayed: boolean;
}

interface QueueDepth {
  queued: number;
  running: number;
  /** How long the oldest has waited. */
  waitingSeconds: number;
  workers: number;
}

/** All but `latest` and `depth` throw `ApiError` 404 for a run that isn't this learner's. */
export interface ExperimentService {
  /** Announces a run. Throws `ApiError` 404, 409, 413, 422 or 429, and then stores nothing. */
  create(learnerId: string, request: ExperimentRequest): Promise<Announced>;
  /** Stores one announced file. Throws `ApiError` 404, 409, 413 or 422. */
  upload(learnerId: string, id: string, file: IncomingFile): Promise<ExperimentView>;
  /** Puts a run whose files are there into the queue. Throws `ApiError` 409 or 503. */
  start(learnerId: string, id: string): Promise<ExperimentView>;
  cancel(learnerId: string, id: string): Promise<ExperimentView>;
  find(learnerId: string, id: string): Promise<ExperimentView>;
  /** Returns the newest run per question of a lesson. */
  latest(learnerId: string | undefined, lesson: string): Promise<ExperimentView[]>;
  /** How long the queue is, and how many processes work on it. */
  depth(): Promise<QueueDepth>;
}

/** At the same time, and in a day: enough to learn from, too little to keep a server busy with. */
const MOST_OPEN = 2;
const MOST_A_DAY = 40;
const DAY_MS = 86_400_000;
/** A worker renews its sign of life four times in this time. */
const WORKER_SEEN_MS = 60_000;

export function experimentService(context: ServiceContext): ExperimentService {
  const { db, now } = context;
  return {
    create: (learnerId, request) => db.transaction((tx) => create({ ...context, db: tx }, learnerId, request)),

    upload: async (learnerId, id, file) => {
      await receiveFile(context, await getOwn(db, learnerId, id), file);
      return view(context, await getOwn(db, learnerId, id));
    },

    async start(learnerId, id) {
      const queue = getQueue(context);
      await queue.ready();
      await db.transaction((tx) => start({ ...context, db: tx }, queue, { learnerId, id }));
      context.onQueued?.();
      return view(context, await getOwn(db, learnerId, id));
    },

    async cancel(learnerId, id) {
      await db.transaction((tx) => cancel(tx, { learnerId, id, now: now() }));
      return view(context, await getOwn(db, learnerId, id));
    },

    find: async (learnerId, id) => view(context, await getOwn(db, learnerId, id)),

    async latest(learnerId, lesson) {
      if (learnerId === undefined) return [];
      const views: ExperimentView[] = [];
      for (const row of await listLatestExperiments(db, learnerId, lesson)) views.push(await view(context, row));
      return views;
    },

    async depth() {
      const { queued, running, oldest } = await readQueueDepth(db);
      const workers = await countWorkers(db, new Date(now().getTime() - WORKER_SEEN_MS));
      const waitingSeconds = oldest ? Math.max(0, Math.round((now().getTime() - oldest.getTime()) / 1000)) : 0;
      return { queued, running, workers, waitingSeconds };
    },
  };
}

async function create(context: ServiceContext, learnerId: string, request: ExperimentRequest): Promise<Announced> {
  const { db, now } = context;
  await ownLearner(db, learnerId);
  const requestHash = hashRequest(request);
  const earlier = await findExperimentByKey(db, learnerId, request.idempotencyKey);
  if (earlier !== undefined) {
    if (earlier.requestHash !== requestHash) throw keyReused();
    return { result: await view(context, earlier), replayed: true };
  }
  const question = await getExperiment(context, request);
  checkContents(question, request);
  await checkQuota(context, learnerId);
  const { idempotencyKey, lesson, questionId, questionVersion, files = [], settings = null } = request;
  const row = await insertExperiment(db, {
    id: randomUUID(),
    learnerId,
    idempotencyKey,
    requestHash,
    lesson,
    questionId,
    questionVersion,
    state: 'uploading',
    settings,
    createdAt: now(),
  });
  await insertFiles(db, row.id, files);
  await insertAudit(db, {
    at: now(),
    learnerId,
    action: 'experiment.created',
    subject: row.id,
    detail: { lesson, questionId },
  });
  return { result: await view(context, row), replayed: false };
}

async function start(
  { db, now }: ServiceContext,
  queue: ExperimentQueue,
  { learnerId, id }: { learnerId: string; id: string },
): Promise<void> {
  await ownLearner(db, learnerId);
  const run = await lockOwn(db, learnerId, id);
  if (run.state !== 'uploading') return; // asked twice, or cancelled meanwhile: what it is says itself
  const missing = (await listFiles(db, id)).filter(({ uploadedAt }) => uploadedAt === null).map(({ name }) => name);
  if (missing.length > 0) {
    throw new ApiError(
      409,
      'files-missing',
      `Not everything has arrived: ${missing.join(', ')}. Upload it, then start.`,
    );
  }
  await updateExperiment(db, id, { state: 'queued', queuedAt: now() });
  await queue.send(db, id);
}

/** A run that is being evaluated is stopped by its worker, which looks twice a second. */
async function cancel(
  tx: Database,
  { learnerId, id, now }: { learnerId: string; id: string; now: Date },
): Promise<void> {
  await ownLearner(tx, learnerId);
  const run = await lockOwn(tx, learnerId, id);
  if (!OPEN_STATES.includes(run.state)) return;
  await updateExperiment(tx, id, { state: 'cancelled', heldBy: null, finishedAt: now });
  await deleteFiles(tx, id);
  await insertAudit(tx, { at: now, learnerId, action: 'experiment.cancelled', subject: id });
}

async function getExperiment(context: ServiceContext, request: ExperimentRequest): Promise<ExperimentSecret> {
  const question = await getServedQuestion(context, request);
  if (question.kind === 'experiment') return question;
  const message = `"${request.questionId}" is answered, not handed in.`;
  throw new ApiError(422, 'not-an-experiment', message, { field: 'questionId' });
}

/** Exactly the evaluator's files, none too large; or settings, where it takes those. */
function checkContents({ public: question }: ExperimentSecret, { files = [], settings }: ExperimentRequest): void {
  const { takes, files: wanted } = EVALUATORS[question.evaluator];
  const sizes = new Map(Object.entries(wanted));
  if (takes === 'settings') {
    if (settings !== undefined && files.length === 0) return;
    throw new ApiError(422, 'settings-needed', 'This experiment takes settings as JSON and no files.', {
      field: 'settings',
    });
  }
  const names = new Set(files.map(({ name }) => name));
  if (
    settings !== undefined ||
    names.size !== files.length ||
    names.size !== sizes.size ||
    files.some(({ name }) => !sizes.has(name))
  ) {
    throw new ApiError(422, 'files-needed', `This experiment takes these files: ${[...sizes.keys()].join(', ')}.`, {
      field: 'files',
    });
  }
  const large = files.find(({ name, sizeBytes }) => sizeBytes > (sizes.get(name) ?? 0));
  if (large === undefined) return;
  const most = sizes.get(large.name) ?? 0;
  throw new ApiError(413, 'file-too-large', `${large.name}: ${large.sizeBytes} bytes; at most ${most} are taken.`, {
    field: 'files',
    problem: {
      code: 'file-too-large',
      text: {
        zh: `${large.name}太大了：最多${Math.floor(most / 1024)}KB。请用小一些的模型。`,
        en: `${large.name} is too large: at most ${Math.floor(most / 1024)} KB are taken. Use a smaller model.`,
      },
    },
  });
}

async function checkQuota({ db, now }: ServiceContext, learnerId: string): Promise<void> {
  const { open, recent } = await countExperiments(db, learnerId, new Date(now().getTime() - DAY_MS));
  if (open >= MOST_OPEN) {
    throw new ApiError(
      429,
      'experiments-open',
      `${open} experiments are under way. Wait for one to end, or cancel it.`,
      {
        problem: {
          code: 'experiments-open',
          text: {
            zh: `你已经有${open}个实验在排队或评测。等一个结束，或者先取消一个。`,
            en: `${open} of your experiments are waiting or being run. Wait for one to end, or cancel one.`,
          },
        },
      },
    );
  }
  if (recent < MOST_A_DAY) return;
  throw new ApiError(429, 'experiments-a-day', `${recent} experiments were handed in today. Come back tomorrow.`, {
    problem: {
      code: 'experiments-a-day',
      text: {
        zh: `一天最多交${MOST_A_DAY}次。明天再来吧，今天的最好成绩都在。`,
        en: `At most ${MOST_A_DAY} experiments a day. Come back tomorrow; your best result is kept.`,
      },
    },
  });
}

/** Other learners' runs don't exist. */
async function getOwn(db: Database, learnerId: string, id: string): Promise<ExperimentRow> {
  const run = await findOwnExperiment(db, learnerId, id);
  if (run !== undefined) return run;
  throw new ApiError(404, 'experiment-unknown', 'There is no such experiment of yours.');
}

async function lockOwn(tx: Database, learnerId: string, id: string): Promise<ExperimentRow> {
  const run = await lockExperiment(tx, id);
  if (run?.learnerId === learnerId) return run;
  throw new ApiError(404, 'experiment-unknown', 'There is no such experiment of yours.');
}

function getQueue({ queue }: ServiceContext): ExperimentQueue {
  if (queue !== undefined) return queue;
  throw new ApiError(503, 'experiments-off', 'This server takes no experiments.');
}

async function view({ db, now, onQueued }: ServiceContext, run: ExperimentRow): Promise<ExperimentView> {
  const waiting = run.state === 'queued';
  const missing =
    run.state === 'uploading' ? (await listFiles(db, run.id)).filter((file) => file.uploadedAt === null) : [];
  // A server that does the work itself begins as soon as there is some.
  const worked =
    !waiting || onQueued !== undefined || (await countWorkers(db, new Date(now().getTime() - WORKER_SEEN_MS))) > 0;
  const attempt = run.attemptId === null ? undefined : await findAttempt(db, run.attemptId);
  return {
    id: run.id,
    lesson: run.lesson,
    questionId: run.questionId,
    questionVersion: run.questionVersion,
    state: run.state,
    missing: missing.map(({ name }) => name),
    ahead: waiting && run.queuedAt ? await countQueued(db, run.queuedAt) : 0,
    workers: worked ? 'ready' : 'absent',
    progress: run.progress,
    ...(run.reason && { reason: run.reason }),
    ...(run.metrics && { metrics: run.metrics }),
    ...(attempt && { result: toResult(attempt) }),
    createdAt: run.createdAt.toISOString(),
    ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
  };
}

function keyReused(): ApiError {
  const message = 'This idempotency key belongs to another experiment. Use a new one.';
  return new ApiError(409, 'idempotency-key-reused', message, { field: 'idempotencyKey' });
}
