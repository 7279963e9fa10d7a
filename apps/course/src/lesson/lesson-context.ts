/**
 * What the components inside a lesson's text know about their page. MDX passes them only their attributes,
 * so the page puts this into `Astro.locals.lesson` before it renders the text.
 */
import type { Locale } from '@glassbox/curriculum/public';
import { messagesFor } from '../i18n/locale.ts';
import { LessonError } from './lesson-error.ts';

/** The five sections every lesson has, in order; their names are anchors, the same in both languages. */
export const SECTION_IDS = ['idea', 'lab', 'product', 'questions', 'sources'] as const;

export interface LessonContext {
  slug: string;
  locale: Locale;
  /** Slugs the MDX compiler gave the second-level headings, in order: the n-th is section n of SECTION_IDS. */
  headingSlugs: readonly string[];
  /** How often the text cites each source. */
  citeTotals: ReadonlyMap<string, number>;
  /** How many citations of each source and how many terms have rendered so far: makes their ids unique. */
  rendered: Map<string, number>;
}

/** Returns the context of a lesson whose text is `mdx`. */
export function lessonContext(
  slug: string,
  locale: Locale,
  headingSlugs: readonly string[],
  mdx: string,
): LessonContext {
  const citeTotals = new Map<string, number>();
  for (const [, id = ''] of mdx.matchAll(/<Cite\b[^>]*\bid="([^"]+)"/g))
    citeTotals.set(id, (citeTotals.get(id) ?? 0) + 1);
  return { slug, locale, headingSlugs, citeTotals, rendered: new Map() };
}

/** Returns 1 for the first call with a name, then 2 and so on. */
export function nextNumber(context: LessonContext, name: string): number {
  const number = (context.rendered.get(name) ?? 0) + 1;
  context.rendered.set(name, number);
  return number;
}

/** Returns the context and the site's words for a component inside a lesson. Throws when it stands outside of one. */
export function insideLesson(locals: App.Locals, component: string) {
  const { lesson } = locals;
  if (!lesson) {
    const what = `<${component}>: used outside a lesson; it needs Astro.locals.lesson; use it in lessons/*.mdx only.`;
    throw new LessonError('outside-lesson', what);
  }
  return { lesson, words: messagesFor(lesson.locale) };
}
