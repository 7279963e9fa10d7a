/** Tables of progress: where a learner stopped, what is due for review, and which certificates were issued. */
import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { JWK } from 'jose';
import type { CertificateFacts } from '../../certificate-facts.ts';
import { moment } from './columns.ts';
import { learner } from './core.ts';

const ownerId = () =>
  uuid('learner_id')
    .notNull()
    .references(() => learner.id, { onDelete: 'cascade' });

/** Where a learner read last. `at` is the clock of the device that was read on; the newest wins. */
export const learnerPlace = pgTable('learner_place', {
  learnerId: ownerId().primaryKey(),
  lesson: text('lesson').notNull(),
  section: text('section'),
  at: moment('at').notNull(),
});

/**
 * A memory to be refreshed: one per learner and missed objective. The columns from `due` to `lastReview` are the card
 * of FSRS as ts-fsrs keeps it.
 */
export const reviewCard = pgTable(
  'review_card',
  {
    learnerId: ownerId(),
    lesson: text('lesson').notNull(),
    objective: text('objective').notNull(),
    due: moment('due').notNull(),
    stability: doublePrecision('stability').notNull(),
    difficulty: doublePrecision('difficulty').notNull(),
    scheduledDays: integer('scheduled_days').notNull(),
    learningSteps: integer('learning_steps').notNull(),
    reps: integer('reps').notNull(),
    lapses: integer('lapses').notNull(),
    state: integer('state').$type<0 | 1 | 2 | 3>().notNull(),
    lastReview: moment('last_review').notNull(),
    /** The question that was answered last for this objective: the next review prefers another one. */
    lastQuestionId: text('last_question_id').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.lesson, table.objective] }),
    index('review_card_due_index').on(table.learnerId, table.due),
  ],
);

/**
 * Every certificate number that was ever issued, and nothing about whom it belongs to. A number without a row in
 * `certificate` is revoked: so deleting a learner revokes by itself, and the number can still be told to be gone.
 */
export const certificateNumber = pgTable('certificate_number', {
  id: uuid('id').primaryKey(),
  issuedAt: moment('issued_at').notNull(),
});

/** A certificate that holds. `name` is what its learner chose to have printed; `token` is the signed credential. */
export const certificate = pgTable(
  'certificate',
  {
    id: uuid('id')
      .primaryKey()
      .references(() => certificateNumber.id),
    learnerId: ownerId(),
    name: text('name').notNull(),
    facts: jsonb('facts').$type<CertificateFacts>().notNull(),
    token: text('token').notNull(),
    issuedAt: moment('issued_at').notNull(),
  },
  (table) => [index('certificate_learner_index').on(table.learnerId)],
);

/** The keys that sign certificates. The newest signs; older ones stay, so that what they signed can be verified. */
export const signingKey = pgTable('signing_key', {
  id: text('id').primaryKey(),
  publicJwk: jsonb('public_jwk').$type<JWK>().notNull(),
  privateJwk: jsonb('private_jwk').$type<JWK>().notNull(),
  createdAt: moment('created_at').notNull(),
});
