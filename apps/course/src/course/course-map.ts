/** The course as the pages need it: modules with their lessons, and what stands before and after each lesson. */
import { type LessonMeta, lessons, type ModuleMeta, modules } from '@glassbox/curriculum/public';

export interface ModuleWithLessons extends ModuleMeta {
  lessons: readonly LessonMeta[];
}

export interface LessonPlace {
  lesson: LessonMeta;
  module: ModuleWithLessons;
  /** 1-based, inside its module. */
  number: number;
  /** The lesson before and after, among those that can be read. */
  previous: LessonMeta | undefined;
  next: LessonMeta | undefined;
  /** The lesson that follows in the course when it is still being written. */
  nextPlanned: LessonMeta | undefined;
}

export const courseMap: readonly ModuleWithLessons[] = modules.map((module) => ({
  ...module,
  lessons: lessons.filter((lesson) => lesson.module === module.id),
}));

export const readyLessons: readonly LessonMeta[] = lessons.filter(({ status }) => status === 'ready');

/** Every lesson that can be read, with its place in the course. */
export const readyPlaces: readonly LessonPlace[] = courseMap.flatMap((module) =>
  module.lessons.flatMap((lesson, index) => (lesson.status === 'ready' ? [place(lesson, module, index + 1)] : [])),
);

function place(lesson: LessonMeta, module: ModuleWithLessons, number: number): LessonPlace {
  const index = readyLessons.indexOf(lesson);
  const following = lessons[lesson.order + 1];
  return {
    lesson,
    module,
    number,
    previous: readyLessons[index - 1],
    next: readyLessons[index + 1],
    nextPlanned: following?.status === 'planned' ? following : undefined,
  };
}
