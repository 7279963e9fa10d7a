/**
 * First answers, counted. Members who answered a lesson's questions alike (same question, text, variant and share of the
 * points) are one row with a number, so that a hundred thousand attempts leave the database as some hundred patterns.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { membersOf, type Scope } from './scope.ts';

/** `share`: of the points this version of the question was worth. */
export interface SharePattern {
  answers: { question: string; version: string; variant: string | null; share: number }[];
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
