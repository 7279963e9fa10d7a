/** What learners handed in to be run again: the run, its files while they are needed, and the processes that run them. */
import type { LocalText } from '@glassbox/quiz';
import {
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { attempt, learner } from './core.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/**
 * `uploading → queued → running → graded`; `refused`: the upload could not be evaluated, which costs nothing; `failed`: we
 * could not do it; `cancelled` by the learner. A run that a worker lost goes from `running` back to `queued`.
 */
export type ExperimentState = 'uploading' | 'queued' | 'running' | 'graded' | 'refused' | 'failed' | 'cancelled';

/** Why there is no result, for the learner. */
export interface ExperimentReason {
  code: string;
  text: LocalText;
}

/** One submission to a question of kind `experiment`. Its attempt, once graded, is a row of `attempt` like any other. */
export const experimentRun = pgTable(
  'experiment_run',
  {
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    idempotencyKey: uuid('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    questionVersion: text('question_version').notNull(),
    state: text('state').$type<ExperimentState>().notNull(),
    /** What was handed in as JSON instead of files. */
    settings: jsonb('settings'),
    /** How often a worker has begun it. */
    tries: integer('tries').notNull().default(0),
    /** The try that may write to it now; a worker that lost its job holds another one. */
    heldBy: uuid('held_by'),
    /** Share done, 0 to 1. */
    progress: doublePrecision('progress').notNull().default(0),
    reason: jsonb('reason').$type<ExperimentReason>(),
    metrics: jsonb('metrics').$type<Record<string, number>>(),
    attemptId: uuid('attempt_id').references(() => attempt.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull(),
    queuedAt: moment('queued_at'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    unique('experiment_once').on(table.learnerId, table.idempotencyKey),
    index('experiment_learner_index').on(table.learnerId, table.lesson, table.questionId, table.createdAt),
    index('experiment_queue_index').on(table.state, table.queuedAt),
  ],
);

/** A file that was announced; `uploadedAt` once all its bytes are there. Removed when the run has ended. */
export const experimentFile = pgTable(
  'experiment_file',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => experimentRun.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    uploadedAt: moment('uploaded_at'),
  },
  (table) => [primaryKey({ columns: [table.runId, table.name] })],
);

/** A file's bytes in pieces, so that no statement and no process holds more than one of them while it arrives. */
export const experimentPiece = pgTable(
  'experiment_piece',
  {
    runId: uuid('run_id').notNull(),
    name: text('name').notNull(),
    place: integer('place').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.name, table.place] }),
    foreignKey({
      name: 'experiment_piece_file_fk',
      columns: [table.runId, table.name],
      foreignColumns: [experimentFile.runId, experimentFile.name],
    }).onDelete('cascade'),
  ],
);

/** A process that evaluates; `seenAt` is renewed while it lives, so that "nobody works" can be told from "it takes long". */
export const experimentWorker = pgTable('experiment_worker', {
  id: uuid('id').primaryKey(),
  startedAt: moment('started_at').notNull(),
  seenAt: moment('seen_at').notNull(),
});
