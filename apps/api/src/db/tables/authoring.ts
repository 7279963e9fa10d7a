/**
 * What becomes of answers when an author corrects a key: who asked for it and why, which attempts changed, and what a
 * learner is told. Nothing is overwritten without a trace: `before` holds what was there.
 */
import type { LocalText, QuestionResponse, Verdict } from '@glassbox/quiz';
import { boolean, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { attempt, learner } from './core.ts';

/** One explicit regrading of one question. */
export const regrade = pgTable('regrade', {
  id: uuid('id').primaryKey(),
  at: moment('at').notNull(),
  /** Who ran the command; not a learner. */
  by: text('by').notNull(),
  reason: jsonb('reason').$type<LocalText>().notNull(),
  lesson: text('lesson').notNull(),
  questionId: text('question_id').notNull(),
  mayLower: boolean('may_lower').notNull(),
});

/** How an attempt was graded, before or after. */
export interface AttemptGrade {
  fingerprint: string;
  response: QuestionResponse;
  verdict: Verdict;
  score: number;
  maxScore: number;
}

/** One attempt that a regrading changed. */
export const regradedAttempt = pgTable(
  'regraded_attempt',
  {
    regradeId: uuid('regrade_id')
      .notNull()
      .references(() => regrade.id, { onDelete: 'cascade' }),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    before: jsonb('before').$type<AttemptGrade>().notNull(),
    after: jsonb('after').$type<AttemptGrade>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regradeId, table.attemptId] }),
    index('regraded_attempt_index').on(table.attemptId),
  ],
);

/** A learner's best for a question, as a notice tells it. */
export interface NoticeStanding {
  verdict: Verdict;
  score: number;
  maxScore: number;
}

/** What a learner is told about a regrading that moved where they stand. */
export const regradeNotice = pgTable(
  'regrade_notice',
  {
    id: uuid('id').primaryKey(),
    regradeId: uuid('regrade_id')
      .notNull()
      .references(() => regrade.id, { onDelete: 'cascade' }),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    before: jsonb('before').$type<NoticeStanding>().notNull(),
    after: jsonb('after').$type<NoticeStanding>().notNull(),
    /** When the learner put it away. */
    seenAt: moment('seen_at'),
  },
  (table) => [
    unique('regrade_notice_once').on(table.regradeId, table.learnerId),
    index('regrade_notice_learner_index').on(table.learnerId),
  ],
);
