/** What every page for instructors is given. */
import type { Cohort } from '@glassbox/api/client';
import type { Locale } from '@glassbox/quiz';
import type { TeachMessages } from './messages.ts';
import type { Show } from './show.ts';

/** A lesson in the language of the page. */
export interface LessonLine {
  slug: string;
  title: string;
}

export interface TeachContext {
  m: TeachMessages;
  show: Show;
  locale: Locale;
  lessons: readonly LessonLine[];
  /** What labs are called in the language of the page, by ID. */
  labs: Readonly<Record<string, string>>;
  cohorts: readonly Cohort[];
  /** The cohort looked at; empty for everyone. */
  cohort: string;
}

/** Returns the title of a lesson; one that is gone keeps its slug. */
export function titleOf(lessons: readonly LessonLine[], slug: string): string {
  return lessons.find((lesson) => lesson.slug === slug)?.title ?? slug;
}
