/** Today's course as rows, so that a query can join it: the catalogue is code, not a table. */
import { type SQL, sql } from 'drizzle-orm';

/** One thing to do in a lesson. Questions of a pool share a `slot`: a learner meets some of them. */
export interface CourseStep {
  lesson: string;
  kind: 'lab' | 'question';
  /** The name of the lab or the ID of the question. */
  id: string;
  /** What a fully right answer is worth today; 0 for a lab. */
  points: number;
}

/** How many of them finish a lesson. */
export interface LessonNeeds {
  lesson: string;
  /** From 0, in course order. */
  place: number;
  labs: number;
  questions: number;
}

/** Returns a subquery `lesson, kind, id, points`. */
export function stepRows(steps: readonly CourseStep[]): SQL {
  return sql`select lesson, kind, id, points from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
    as s(lesson text, kind text, id text, points float8)`;
}

/** Returns a subquery `lesson, place, labs, questions`. */
export function needRows(needs: readonly LessonNeeds[]): SQL {
  return sql`select lesson, place, labs, questions from jsonb_to_recordset(${JSON.stringify(needs)}::jsonb)
    as n(lesson text, place int, labs int, questions int)`;
}
