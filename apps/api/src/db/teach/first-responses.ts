/** What was answered first, word for word, and how often: the commonest responses to one version of a question. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { membersOf, type Scope } from './scope.ts';

/** More distinct answers than this are cut off, the rarest first: seven items in order make 5,040. */
const MAX_RESPONSES = 6_000;

export interface ResponseCount {
  response: unknown;
  count: number;
  /** Mean share of the points that this response earned. */
  share: number;
}

export async function countFirstResponses(
  db: Database,
  scope: Scope,
  place: { lesson: string; questionId: string; version: string },
): Promise<ResponseCount[]> {
  return rawRows(
    db,
    sql`with first_answers as (
        select distinct on (a.learner_id) a.response, a.question_fingerprint,
          case when a.max_score > 0 then a.score / a.max_score else 0 end as share
        from attempt a join (${membersOf(scope)}) m using (learner_id)
        where a.lesson = ${place.lesson} and a.question_id = ${place.questionId}
        order by a.learner_id, a.answered_at, a.received_at, a.attempt_number, a.id
      )
      select f.response, count(*)::int as count, avg(f.share)::float8 as share
      from (${scope.kind === 'everyone' ? sql`select * from first_answers union all (${ofTheDeleted(place)})` : sql`select * from first_answers`}) f
      join question_version v on v.lesson = ${place.lesson} and v.question_id = ${place.questionId}
        and v.fingerprint = f.question_fingerprint and v.version = ${place.version}
      group by f.response order by count(*) desc, f.response limit ${MAX_RESPONSES}`,
  );
}

/** The chosen options of learners who were deleted; of other kinds only the points are kept, and no answer. */
function ofTheDeleted({ lesson, questionId }: { lesson: string; questionId: string }): SQL {
  return sql`select jsonb_build_object('choices', a.choices), a.question_fingerprint,
      case when a.max_score > 0 then a.score / a.max_score else 0 end
    from anonymous_attempt a
    where a.lesson = ${lesson} and a.question_id = ${questionId} and a.is_first and a.choices is not null`;
}
