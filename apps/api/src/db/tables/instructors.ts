/** What learners and instructors say to each other: reports of questions with their answers, and scores set by hand. */
import { doublePrecision, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ReportReason } from '../../report-reasons.ts';
import { moment } from './columns.ts';
import { attempt, learner } from './core.ts';

/** "Something is wrong with this question", and what an instructor answered. */
export const questionReport = pgTable(
  'question_report',
  {
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learner.id, { onDelete: 'cascade' }),
    idempotencyKey: uuid('idempotency_key').notNull(),
    lesson: text('lesson').notNull(),
    questionId: text('question_id').notNull(),
    /** What the learner saw. */
    questionVersion: text('question_version').notNull(),
    reason: text('reason').$type<ReportReason>().notNull(),
    text: text('text').notNull(),
    reportedAt: moment('reported_at').notNull(),
    answer: text('answer'),
    answeredAt: moment('answered_at'),
    /** The answer outlives the account of the instructor who gave it. */
    answeredBy: uuid('answered_by').references(() => learner.id, { onDelete: 'set null' }),
  },
  (table) => [
    unique('question_report_once').on(table.learnerId, table.idempotencyKey),
    index('question_report_learner_index').on(table.learnerId, table.reportedAt),
    index('question_report_question_index').on(table.lesson, table.questionId),
  ],
);

/** A score an instructor set by hand, over what the learner or the server gave. The attempt holds the new score. */
export const scoreOverride = pgTable('score_override', {
  attemptId: uuid('attempt_id')
    .primaryKey()
    .references(() => attempt.id, { onDelete: 'cascade' }),
  /** What stood before the first override. */
  originalScore: doublePrecision('original_score').notNull(),
  score: doublePrecision('score').notNull(),
  /** What the instructor tells the learner about it. */
  note: text('note').notNull(),
  overriddenAt: moment('overridden_at').notNull(),
  overriddenBy: uuid('overridden_by').references(() => learner.id, { onDelete: 'set null' }),
});
