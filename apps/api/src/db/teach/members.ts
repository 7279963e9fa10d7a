/** The members of one cohort with what each has done. */
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { cohortMember } from '../tables.ts';
import { type Course, perLearner } from './completion.ts';
import { eventsOf, type Scope } from './scope.ts';

export interface MemberRow {
  learnerId: string;
  /** Seconds since 1970; the drivers read times differently. */
  joinedAt: number;
  lessonsDone: number;
  score: number;
  lastSignAt: number | null;
}

/** Returns the members, the one who joined first first. */
export async function listMembers(db: Database, cohortId: string, course: Course): Promise<MemberRow[]> {
  const scope: Scope = { kind: 'cohort', cohortId };
  return rawRows(
    db,
    sql`with per_learner as (${perLearner(scope, course)}),
      done as (
        select learner_id, (count(*) filter (where done))::int as lessons, sum(score)::float8 as score
        from per_learner group by learner_id
      ),
      signs as (select learner_id, extract(epoch from max(at))::float8 as at from (${eventsOf(scope)}) e group by learner_id)
      select m.learner_id::text as "learnerId", extract(epoch from m.joined_at)::float8 as "joinedAt",
        coalesce(d.lessons, 0)::int as "lessonsDone", coalesce(d.score, 0)::float8 as "score", s.at as "lastSignAt"
      from cohort_member m
      left join done d on d.learner_id = m.learner_id
      left join signs s on s.learner_id = m.learner_id
      where m.cohort_id = ${cohortId}
      order by m.joined_at, m.learner_id`,
  );
}

export async function listMemberIds(db: Database, cohortId: string): Promise<string[]> {
  const rows = await db
    .select({ learnerId: cohortMember.learnerId })
    .from(cohortMember)
    .where(eq(cohortMember.cohortId, cohortId));
  return rows.map(({ learnerId }) => learnerId);
}

/** Returns whether there was someone to remove. What they learned stays theirs. */
export async function deleteMember(tx: Database, cohortId: string, learnerId: string): Promise<boolean> {
  const rows = await tx
    .delete(cohortMember)
    .where(and(eq(cohortMember.cohortId, cohortId), eq(cohortMember.learnerId, learnerId)))
    .returning();
  return rows.length > 0;
}
