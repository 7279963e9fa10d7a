/** What can be asked of the compiled course, by language. Imported only where a server starts, so that tests bring their own. */
import { glossaryPassages, lessonPassages } from '@glassbox/curriculum/passages';
import { lessons } from '@glassbox/curriculum/public';
import type { Locale } from '@glassbox/quiz';
import type { CourseText, CourseTexts } from './course-documents.ts';

const GLOSSARY_TITLE: Record<Locale, string> = { zh: '术语', en: 'Terms' };

/** Returns the texts of every lesson that is ready. */
export function compiledCourse(): CourseTexts {
  const textIn = (locale: Locale): CourseText => ({
    lessons: lessons.flatMap(({ slug, title }) => {
      const passages = lessonPassages[slug]?.[locale];
      return passages ? [{ slug, title: title[locale], passages }] : [];
    }),
    glossary: { title: GLOSSARY_TITLE[locale], passages: glossaryPassages[locale] },
  });
  return { zh: textIn('zh'), en: textIn('en') };
}
