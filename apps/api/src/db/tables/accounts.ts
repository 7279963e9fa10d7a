/** Tables around accounts: cohorts, counters against guessing, and what stays of a deleted learner's answers. */
import type { Verdict } from '@glassbox/quiz';
import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { learner } from './core.ts';

/** A group with an invitation code. An archived one takes nobody in, and those who are in it stay. */
export const cohort = pgTable('cohort', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** As `newInvitationCode` makes it: upper case, without hyphens. */
  invitationCode: text('invitation_code').notNull().unique(),
  /** The cohort outlives the account of the instructor who made it. */
  createdBy: uuid('created_by').references(() => learner.id, { onDelete: 'set null' }),
  createdAt: moment('created_at').notNull(),
  archivedAt: moment('archived_at'),
});

export const cohortMember = pgTable(
  'cohort_member',
  {
    cohortId: uuid('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cohortId, table.learnerId] }),
    index('cohort_member_learner_index').on(table.learnerId),
  ],
);

/** How often something was tried since when. The key is a SHA-256, so that no address is kept here. */
export const rateLimit = pgTable('rate_limit', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  resetsAt: moment('resets_at').notNull(),
});

/** When a daily task was last begun, by whichever replica. */
export const dailyTask = pgTable('daily_task', {
  name: text('name').primaryKey(),
  begunAt: moment('begun_at').notNull(),
});

/**
 * What stays of the answers of a learner who was deleted: enough for a question's statistics, nothing that tells whose it
 * was or which other rows were the same person's. Free text is not kept, and of the time only the month.
 */
export const anonymousAttempt = pgTable(
  'anonymous_attempt',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    questionFingerprint: text('question_fingerprint').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    score: doublePrecision('score').notNull(),
    maxScore: doublePrecision('max_score').notNull(),
    /** Whether it was that learner's first answer to the question. */
    isFirst: boolean('is_first').notNull(),
    /** The chosen options of choice questions. */
    choices: jsonb('choices').$type<string[]>(),
    /** The first day of the month it was given in. */
    month: date('month').notNull(),
  },
  (table) => [index('anonymous_attempt_question_index').on(table.lesson, table.questionId, table.questionFingerprint)],
);
