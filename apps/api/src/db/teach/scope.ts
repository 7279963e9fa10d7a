/** Whose answers an instructor looks at: one cohort, all of one's own, or (administrators) everyone. */
import { type SQL, sql } from 'drizzle-orm';

export type Scope =
  | { kind: 'cohort'; cohortId: string }
  /** Every cohort of this instructor that is not archived. */
  | { kind: 'own'; instructorId: string }
  | { kind: 'everyone' };

/** Returns a subquery with one column `learner_id`. Who teaches is left out: trying a question is not learning. */
export function membersOf(scope: Scope): SQL {
  switch (scope.kind) {
    case 'cohort':
      return sql`select m.learner_id from cohort_member m join learner l on l.id = m.learner_id
        where m.cohort_id = ${scope.cohortId} and l.role = 'learner'`;
    case 'own':
      return sql`select distinct m.learner_id from cohort_member m
        join cohort c on c.id = m.cohort_id join learner l on l.id = m.learner_id
        where c.created_by = ${scope.instructorId} and c.archived_at is null and l.role = 'learner'`;
    case 'everyone':
      return sql`select id as learner_id from learner where role = 'learner'`;
  }
}

/** Returns a subquery with `learner_id, lesson, at`: everything the server saw a member do, by its own clock. */
export function eventsOf(scope: Scope): SQL {
  return sql`select a.learner_id, a.lesson, a.received_at as at from attempt a join (${membersOf(scope)}) m using (learner_id)
    union all
    select v.learner_id, v.lesson, v.received_at as at from activity v join (${membersOf(scope)}) m using (learner_id)`;
}
