/**
 * The first tables: who learns, what was asked, what was answered and done. Work belongs to a learner and never to an
 * account or a browser, so that signing in later moves no rows.
 */
import type { Certainty, Feedback, QuestionResponse, Verdict } from '@glassbox/quiz';
import type { SecretQuestion } from '@glassbox/quiz/score';
import {
  bigint,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Role } from '../../roles.ts';
import { authSession, authUser } from './auth.ts';
import { moment } from './columns.ts';

/** Who learns. Holds nothing that tells who it is. */
export const learner = pgTable('learner', {
  id: uuid('id').primaryKey(),
  createdAt: moment('created_at').notNull(),
  role: text('role').$type<Role>().notNull().default('learner'),
  /** Whose learner this is; none for an anonymous one. */
  accountId: text('account_id')
    .unique()
    .references(() => authUser.id, { onDelete: 'set null' }),
});

/** A browser that may act for a learner: the SHA-256 of its cookie's token, in hex. */
export const session = pgTable(
  'session',
  {
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** The sign-in that this browser came by; when that ends, the browser is signed out. */
    authSessionId: text('auth_session_id').references(() => authSession.id, { onDelete: 'cascade' }),
    /** When its person last proved who they are. */
    authenticatedAt: moment('authenticated_at'),
    /** What the browser calls itself. */
    userAgent: text('user_agent'),
    /** Since then its token may only hand in work that was done before signing in. */
    retiredAt: moment('retired_at'),
  },
  (table) => [
    index('session_learner_index').on(table.learnerId),
    index('session_auth_session_index').on(table.authSessionId),
  ],
);

/**
 * Every question this database has ever served, with its key: one row per `fingerprint`, which covers text and key,
 * while `version` covers only what learners see. Rows are never deleted and keys never changed: an answer given offline
 * to an older version is graded by that version, and `lastServedAt` tells which key it had last.
 */
export const questionVersion = pgTable(
  'question_version',
  {
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    fingerprint: text('fingerprint').notNull(),
    version: text('version').notNull(),
    question: jsonb('question').$type<SecretQuestion>().notNull(),
    firstServedAt: moment('first_served_at').notNull(),
    lastServedAt: moment('last_served_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.lesson, table.questionId, table.fingerprint] }),
    index('question_version_index').on(table.lesson, table.questionId, table.version),
  ],
);

/**
 * One graded answer. `bestScore` is the learner's best for the question right after it. `score` is what the kind gave
 * times `worth`, the share this try could still earn. `certaintyPoints` stand beside the score and never change it.
 */
export const attempt = pgTable(
  'attempt',
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
    presented: jsonb('presented').$type<string[]>(),
    response: jsonb('response').$type<QuestionResponse>().notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    score: doublePrecision('score').notNull(),
    maxScore: doublePrecision('max_score').notNull(),
    feedback: jsonb('feedback').$type<Feedback[]>().notNull(),
    bestScore: doublePrecision('best_score').notNull(),
    attemptNumber: integer('attempt_number').notNull().default(1),
    worth: doublePrecision('worth').notNull().default(1),
    certainty: integer('certainty').$type<Certainty>(),
    certaintyPoints: doublePrecision('certainty_points'),
    gradedBy: text('graded_by').$type<'server' | 'self' | 'instructor'>().notNull().default('server'),
    answeredAt: moment('answered_at').notNull(),
    receivedAt: moment('received_at').notNull(),
  },
  (table) => [
    unique('attempt_once').on(table.learnerId, table.idempotencyKey),
    index('attempt_question_index').on(table.lesson, table.questionId, table.questionFingerprint),
    foreignKey({
      name: 'attempt_question_version_fk',
      columns: [table.lesson, table.questionId, table.questionFingerprint],
      foreignColumns: [questionVersion.lesson, questionVersion.questionId, questionVersion.fingerprint],
    }),
  ],
);

/** Where a learner stands with one question; kept in the transaction that stores the attempt. */
export const questionProgress = pgTable(
  'question_progress',
  {
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    attemptCount: integer('attempt_count').notNull(),
    latestAttemptId: uuid('latest_attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    latestAnsweredAt: moment('latest_answered_at').notNull(),
    bestVerdict: text('best_verdict').$type<Verdict>().notNull(),
    bestScore: doublePrecision('best_score').notNull(),
    bestMaxScore: doublePrecision('best_max_score').notNull(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.questionId] })],
);

/** What a learner did besides answering: finished labs, predictions. */
export const activity = pgTable(
  'activity',
  {
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    idempotencyKey: uuid('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    lesson: text('lesson').notNull(),
    kind: text('kind').$type<'lab-finished' | 'prediction'>().notNull(),
    lab: text('lab').notNull(),
    data: jsonb('data'),
    labsDone: jsonb('labs_done').$type<string[]>().notNull(),
    receivedAt: moment('received_at').notNull(),
  },
  (table) => [
    unique('activity_once').on(table.learnerId, table.idempotencyKey),
    index('activity_learner_index').on(table.learnerId, table.lesson),
  ],
);

/** What changed, when and for whom. Written in the transaction of the change. */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull(),
    learnerId: uuid('learner_id').references(() => learner.id, { onDelete: 'set null' }),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    detail: jsonb('detail'),
  },
  (table) => [index('audit_learner_index').on(table.learnerId, table.at)],
);
