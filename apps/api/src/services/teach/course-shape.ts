/** Today's course in the form the statistics need: slots of a quiz, steps of a lesson, what finishes it. */
import type { Slot } from '@glassbox/quiz/statistics';
import type { Catalogue, CatalogueLesson } from '../../catalogue.ts';
import type { Course } from '../../db/teach/completion.ts';
import { ApiError } from '../../errors.ts';

export interface QuizSlot extends Slot {
  questionIds: readonly string[];
  /** Where it is one of the places of a pool: which one, from 0. */
  pool?: { id: string; place: number };
}

/** Returns the places of a lesson's quiz, in the order of the page: a pool that draws three makes three of them. */
export function slotsOf({ questions, pools }: CatalogueLesson): QuizSlot[] {
  const seen = new Set<string>();
  return questions.flatMap(({ id, public: { points } }): QuizSlot[] => {
    const pool = pools.find((each) => each.questions.includes(id));
    if (pool === undefined) return [{ id, maxScore: points, questionIds: [id] }];
    if (seen.has(pool.id)) return [];
    seen.add(pool.id);
    return Array.from({ length: pool.draw }, (_, place) => ({
      id: `${pool.id}#${place + 1}`,
      maxScore: points,
      questionIds: pool.questions,
      pool: { id: pool.id, place },
    }));
  });
}

/** Returns the course as rows for the database. */
export function courseRows({ lessons }: Catalogue): Course {
  return {
    steps: lessons.flatMap(({ slug, labs, questions }) => [
      ...labs.map((id) => ({ lesson: slug, kind: 'lab' as const, id, points: 0 })),
      ...questions.map(({ id, public: { points } }) => ({ lesson: slug, kind: 'question' as const, id, points })),
    ]),
    needs: lessons.map((lesson, place) => ({
      lesson: lesson.slug,
      place,
      labs: lesson.labs.length,
      questions: slotsOf(lesson).length,
    })),
  };
}

export function getLesson(catalogue: Catalogue, slug: string): CatalogueLesson {
  const lesson = catalogue.findLesson(slug);
  if (lesson !== undefined) return lesson;
  throw new ApiError(404, 'lesson-unknown', `There is no lesson "${slug}".`);
}

/** Returns the points of the whole course. */
export function maxScoreOf({ lessons }: Catalogue): number {
  return lessons.flatMap(slotsOf).reduce((sum, { maxScore }) => sum + maxScore, 0);
}
