/** How far members are: per lesson, per step of a lesson, and where those who went silent stopped. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { rawRows } from '../raw-rows.ts';
import { type CourseStep, type LessonNeeds, needRows, stepRows } from './course-steps.ts';
import { eventsOf, membersOf, type Scope } from './scope.ts';

export interface Course {
  steps: readonly CourseStep[];
  needs: readonly LessonNeeds[];
}

export interface LessonCompletion {
  lesson: string;
  started: number;
  done: number;
  /** Members whose last sign was in this lesson, before the given moment, and who have not finished it. */
  stoppedInside: number;
  /** The same, for those who finished it and began no other, though the course goes on. */
  stoppedAfter: number;
}

/** Returns a row for every lesson someone began; the others are all zeros. */
export async function countCompletion(
  db: Database,
  scope: Scope,
  course: Course,
  silentSince: Date,
): Promise<LessonCompletion[]> {
  return rawRows(
    db,
    sql`with per_learner as (${perLearner(scope, course)}),
      finished as (select learner_id from per_learner where done group by learner_id having count(*) >= ${course.needs.length}),
      last_sign as (
        select distinct on (learner_id) learner_id, lesson, at from (${eventsOf(scope)}) e order by learner_id, at desc, lesson
      ),
      silent as (
        select s.lesson, p.done from last_sign s join per_learner p using (learner_id, lesson)
        where s.at < ${silentSince.toISOString()}::timestamptz and s.learner_id not in (select learner_id from finished)
      )
      select p.lesson,
        count(*)::int as "started",
        (count(*) filter (where p.done))::int as "done",
        (select count(*) from silent s where s.lesson = p.lesson and not s.done)::int as "stoppedInside",
        (select count(*) from silent s where s.lesson = p.lesson and s.done)::int as "stoppedAfter"
      from per_learner p group by p.lesson`,
  );
}

/** Returns how many members did each step of a lesson. */
export async function countSteps(
  db: Database,
  scope: Scope,
  lesson: string,
): Promise<{ kind: 'lab' | 'question'; id: string; learners: number }[]> {
  return rawRows(
    db,
    sql`with members as (${membersOf(scope)})
      select 'question' as kind, q.question_id as id, count(*)::int as learners
      from question_progress q join members using (learner_id) where q.lesson = ${lesson} group by q.question_id
      union all
      select 'lab', v.lab, count(distinct v.learner_id)::int
      from activity v join members using (learner_id)
      where v.lesson = ${lesson} and v.kind = 'lab-finished' group by v.lab`,
  );
}

/** `learner_id, lesson, score, done` for every lesson a member began. */
export function perLearner(scope: Scope, { steps, needs }: Course): SQL {
  return sql`with members as (${membersOf(scope)}),
    course as (${stepRows(steps)}),
    did as (
      select q.learner_id, q.lesson, 'question' as kind, q.question_id as id,
        case when q.best_max_score > 0 then q.best_score / q.best_max_score else 0 end as share
      from question_progress q join members using (learner_id)
      union all
      select distinct v.learner_id, v.lesson, 'lab', v.lab, 0::float8
      from activity v join members using (learner_id) where v.kind = 'lab-finished'
      union all
      select distinct v.learner_id, v.lesson, 'prediction', v.lab, 0::float8
      from activity v join members using (learner_id) where v.kind <> 'lab-finished'
    ),
    counted as (
      select d.learner_id, d.lesson,
        count(*) filter (where c.kind = 'question') as questions,
        count(*) filter (where c.kind = 'lab') as labs,
        coalesce(sum(d.share * c.points) filter (where c.kind = 'question'), 0)::float8 as score
      from did d left join course c on c.lesson = d.lesson and c.kind = d.kind and c.id = d.id
      group by d.learner_id, d.lesson
    )
    select t.learner_id, t.lesson, t.score, (t.questions >= n.questions and t.labs >= n.labs) as done
    from counted t join (${needRows(needs)}) n on n.lesson = t.lesson`;
}
