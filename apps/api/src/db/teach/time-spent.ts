/**
 * How long members were seen at work. The server knows moments, not minutes: when an answer or a lab arrived. The time
 * between two of them counts when it is at most `PAUSE_MINUTES`, and belongs to the lesson of the later one; a longer gap
 * is a pause. What was read before the first sign of a sitting and after the last one is not seen, and answers given
 * offline arrive together: the true time is longer than this, never shorter.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { eventsOf, type Scope } from './scope.ts';

const PAUSE_MINUTES = 30;
const SECONDS_PER_MINUTE = 60;

export interface TimeSpent {
  lesson: string;
  /** Members with at least two signs in this lesson close enough to count. */
  learners: number;
  /** Minutes: a quarter of them needed at most `lower`, half at most `median`. */
  lower: number;
  median: number;
  upper: number;
}

export async function measureTime(db: Database, scope: Scope): Promise<TimeSpent[]> {
  return rawRows(
    db,
    sql`with gaps as (
        select learner_id, lesson, extract(epoch from at - lag(at) over (partition by learner_id order by at))::float8 as seconds
        from (${eventsOf(scope)}) e
      ),
      spent as (
        select learner_id, lesson, sum(seconds) / ${SECONDS_PER_MINUTE}::float8 as minutes from gaps
        where seconds > 0 and seconds <= ${PAUSE_MINUTES * SECONDS_PER_MINUTE}::float8 group by learner_id, lesson
      )
      select lesson, count(*)::int as learners,
        percentile_cont(0.25) within group (order by minutes)::float8 as lower,
        percentile_cont(0.5) within group (order by minutes)::float8 as median,
        percentile_cont(0.75) within group (order by minutes)::float8 as upper
      from spent group by lesson`,
  );
}
