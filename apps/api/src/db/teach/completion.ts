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

interface StepCounts {
  /** How many members did each lab. */
  labs: ReadonlyMap<string, number>;
  /** How many members each question was put to because they drew it or came to it without a draw, and how many answered. */
  questions: ReadonlyMap<string, { asked: number; learners: number }>;
  /** For each pool how many members answered one of its questions, two of them, … */
  pools: ReadonlyMap<string, readonly number[]>;
}

/** Counts who got to the steps of a lesson. `pools` names the questions of each pool. */
export async function countSteps(
  db: Database,
  scope: Scope,
  lesson: string,
  pools: readonly { id: string; questions: readonly string[] }[],
): Promise<StepCounts> {
  const labs = await rawRows<{ lab: string; learners: number }>(
    db,
    sql`select v.lab, count(distinct v.learner_id)::int as learners
      from activity v join (${membersOf(scope)}) m using (learner_id)
      where v.lesson = ${lesson} and v.kind = 'lab-finished' group by v.lab`,
  );
  const questions = await rawRows<{ id: string; asked: number; learners: number }>(
    db,
    sql`with members as (${membersOf(scope)}),
      answered as (
        select q.learner_id, q.question_id as id from question_progress q join members using (learner_id)
        where q.lesson = ${lesson}
      ),
      drawn as (
        select d.learner_id, jsonb_array_elements_text(d.question_ids) as id from pool_draw d join members using (learner_id)
        where d.lesson = ${lesson}
      ),
      asked as (select * from answered union select * from drawn)
      select s.id, count(*)::int as asked, count(a.learner_id)::int as learners
      from asked s left join answered a on a.learner_id = s.learner_id and a.id = s.id group by s.id`,
  );
  const answers = await rawRows<{ pool: string; answers: number; learners: number }>(
    db,
    sql`with members as (${membersOf(scope)}),
      pooled as (
        select pool, id from jsonb_to_recordset(${JSON.stringify(pooled(pools))}::jsonb) as p(pool text, id text)
      ),
      per_learner as (
        select p.pool, q.learner_id, count(*)::int as answers
        from question_progress q join members using (learner_id) join pooled p on p.id = q.question_id
        where q.lesson = ${lesson} group by p.pool, q.learner_id
      )
      select pool, answers, count(*)::int as learners from per_learner group by pool, answers`,
  );
  return {
    labs: new Map(labs.map(({ lab, learners }) => [lab, learners])),
    questions: new Map(questions.map(({ id, ...counts }) => [id, counts])),
    pools: new Map(pools.map(({ id, questions: of }) => [id, of.map((_, place) => answeredMoreThan(id, place))])),
  };

  function answeredMoreThan(pool: string, few: number): number {
    return answers
      .filter((row) => row.pool === pool && row.answers > few)
      .reduce((sum, { learners }) => sum + learners, 0);
  }
}

function pooled(pools: readonly { id: string; questions: readonly string[] }[]): { pool: string; id: string }[] {
  return pools.flatMap(({ id: pool, questions }) => questions.map((id) => ({ pool, id })));
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
