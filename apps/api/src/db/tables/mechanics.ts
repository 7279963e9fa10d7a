/** What a learner was shown and took before answering: presentations, draws from pools, hints, texts to assess. */
import type { Certainty, QuestionResponse } from '@glassbox/quiz';
import { integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { attempt, learner } from './core.ts';

/** The variant and the order of one question as shown to one learner, frozen when first shown. */
export const presentation = pgTable(
  'presentation',
  {
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    /** From 0; a retry that asks for a new variant begins the next round. */
    round: integer('round').notNull(),
    questionVersion: text('question_version').notNull(),
    /** Seeds the order of the options: the same seed and version give the same order, for ever. */
    seed: text('seed').notNull(),
    presentedAt: moment('presented_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.questionId, table.round] })],
);

/** Which questions of a pool one learner drew. */
export const poolDraw = pgTable(
  'pool_draw',
  {
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    lesson: text('lesson').notNull(),
    pool: text('pool').notNull(),
    questionIds: jsonb('question_ids').$type<string[]>().notNull(),
    drawnAt: moment('drawn_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.pool] })],
);

/** A hint that was asked for; it costs from then on. */
export const hintTaken = pgTable(
  'hint_taken',
  {
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    /** From 0, in the author's order. */
    hint: integer('hint').notNull(),
    takenAt: moment('taken_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.questionId, table.hint] })],
);

/** A text that was handed in and waits for its writer's own assessment; `attemptId` once it was assessed. */
export const submission = pgTable(
  'submission',
  {
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    idempotencyKey: uuid('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    questionFingerprint: text('question_fingerprint').notNull(),
    response: jsonb('response').$type<QuestionResponse>().notNull(),
    certainty: integer('certainty').$type<Certainty>(),
    answeredAt: moment('answered_at').notNull(),
    receivedAt: moment('received_at').notNull(),
    attemptId: uuid('attempt_id').references(() => attempt.id, { onDelete: 'set null' }),
  },
  (table) => [unique('submission_once').on(table.learnerId, table.idempotencyKey)],
);
