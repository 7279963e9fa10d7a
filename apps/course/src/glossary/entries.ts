/** The glossary as a page needs it: sorted as a reader of the language looks things up, with the lessons that use a term. */
import { glossary, type LessonMeta, type Locale } from '@glassbox/curriculum/public';
import { readyLessons } from '../course/course-map.ts';
import { HTML_LANG, otherLocale } from '../i18n/locale.ts';
import { getLessonFile } from '../lesson/lesson-files.ts';
import { letterOf } from './letter-of.ts';

interface GlossaryLine {
  readonly id: string;
  readonly term: string;
  /** The term in the other language; absent where it is the same word. */
  readonly twin?: string;
  readonly definition: string;
  /** In the order of the course. */
  readonly lessons: readonly { readonly slug: string; readonly title: string }[];
}

/** The entries under one heading: a letter, of Chinese terms that of the pinyin. */
export interface GlossaryGroup {
  readonly letter: string;
  readonly lines: readonly GlossaryLine[];
}

/** Resolves to all entries in one language, grouped. */
export async function glossaryGroups(locale: Locale): Promise<GlossaryGroup[]> {
  const used = await lessonsByTerm(locale);
  const other = otherLocale(locale);
  const lines = glossary.map(({ id, term, definition }): GlossaryLine => {
    const twin = term[other] === term[locale] ? {} : { twin: term[other] };
    const lessons = (used.get(id) ?? []).map(({ slug, title }) => ({ slug, title: title[locale] }));
    return { id, term: term[locale], ...twin, definition: definition[locale], lessons };
  });
  const order = new Intl.Collator(HTML_LANG[locale], { sensitivity: 'base' });
  const sorted = lines.toSorted(
    (a, b) => letterOf(a.term).localeCompare(letterOf(b.term)) || order.compare(a.term, b.term),
  );
  return Object.entries(Object.groupBy(sorted, ({ term }) => letterOf(term))).map(([letter, own = []]) => ({
    letter,
    lines: own,
  }));
}

async function lessonsByTerm(locale: Locale): Promise<ReadonlyMap<string, readonly LessonMeta[]>> {
  const used = new Map<string, LessonMeta[]>();
  for (const lesson of readyLessons) {
    const { text } = await getLessonFile(lesson, locale);
    const ids = new Set(Array.from(text.matchAll(/<Term id="([^"]+)"/g), ([, id = '']) => id));
    for (const id of ids) used.set(id, [...(used.get(id) ?? []), lesson]);
  }
  return used;
}
