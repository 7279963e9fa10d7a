/** Tables of cohorts: a group that learns together, and who is in it. */
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
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
