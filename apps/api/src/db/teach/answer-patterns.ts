/**
 * First answers, counted. Members who answered a lesson's questions alike (same question, text, variant and share of the
 * points) are one row with a number, so that a hundred thousand attempts leave the database as some hundred patterns.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { membersOf, type Scope } from './scope.ts';

/** `share`: of the points this version of the question was worth. */
interface ShareAnswer {
  question: string;
  version: string;
  variant: string | null;
  share: number;
}

export interface SharePattern {
  answers: ShareAnswer[];
  count: number;
}

export async function listAnswerPatterns(db: Database, scope: Scope, lesson: string): Promise<SharePattern[]> {
  const rows = await rawRows<{ answers: [string, string, string | null, number][]; count: number }>(
    db,
    sql`with first_answers as (
        select distinct on (a.learner_id, a.question_id)
          a.learner_id, a.question_id, a.question_fingerprint,
          case when a.max_score > 0 then a.score / a.max_score else 0 end as share
        from attempt a join (${membersOf(scope)}) m using (learner_id)
        where a.lesson = ${lesson}
        order by a.learner_id, a.question_id, a.answered_at, a.received_at, a.attempt_number, a.id
      ),
      versions as (
        select question_id, fingerprint, version, question #>> '{variant,index}' as variant
        from question_version where lesson = ${lesson}
      ),
      patterns as (
        select f.learner_id,
          jsonb_agg(jsonb_build_array(f.question_id, v.version, v.variant, f.share) order by f.question_id) as answers
        from first_answers f
        join versions v on v.question_id = f.question_id and v.fingerprint = f.question_fingerprint
        group by f.learner_id
      )
      select answers, count(*)::int as count from patterns group by answers`,
  );
  return rows.map(({ answers, count }) => ({
    count,
    answers: answers.map(([question, version, variant, share]) => ({ question, version, variant, share })),
  }));
}

/**
 * Returns the first answers of learners who were deleted, each alone: which of them were one person's is not known any
 * more, nor in which cohort that was. They count where everyone does.
 */
export async function listAnonymousAnswers(
  db: Database,
  scope: Scope,
  lesson: string,
): Promise<{ answer: ShareAnswer; count: number }[]> {
  if (scope.kind !== 'everyone') return [];
  const rows = await rawRows<ShareAnswer & { count: number }>(
    db,
    sql`select a.question_id as question, v.version, v.question #>> '{variant,index}' as variant,
        (case when a.max_score > 0 then a.score / a.max_score else 0 end)::float8 as share, count(*)::int as count
      from anonymous_attempt a
      join question_version v on v.lesson = a.lesson and v.question_id = a.question_id
        and v.fingerprint = a.question_fingerprint
      where a.lesson = ${lesson} and a.is_first
      group by 1, 2, 3, 4`,
  );
  return rows.map(({ count, ...answer }) => ({ answer, count }));
}
