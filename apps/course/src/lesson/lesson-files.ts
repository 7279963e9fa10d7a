/** The lessons' MDX files, compiled and as text, found by folder and language. */
import type { LessonMeta, Locale } from '@glassbox/curriculum/public';
import type { MDXInstance } from 'astro';

type LessonModule = MDXInstance<Record<string, unknown>>;

const compiled = import.meta.glob<LessonModule>('#lessons/*/*.mdx');
const texts = import.meta.glob<string>('#lessons/*/*.mdx', { query: '?raw', import: 'default' });

/** Returns a lesson's text in one language. Throws when a lesson that is said to be ready has no file for it. */
export async function getLessonFile(lesson: LessonMeta, locale: Locale): Promise<LessonModule & { text: string }> {
  const ending = `/${lesson.folder}/${locale}.mdx`;
  const [load, loadText] = [find(compiled, ending), find(texts, ending)];
  if (!load || !loadText) throw new LessonFileError(lesson, locale);
  const [module, text] = await Promise.all([load(), loadText()]);
  return { ...module, text };
}

function find<Value>(files: Record<string, Value>, ending: string): Value | undefined {
  return Object.entries(files).find(([path]) => path.endsWith(ending))?.[1];
}

class LessonFileError extends Error {
  readonly code = 'lesson-file-missing';

  constructor({ folder }: LessonMeta, locale: Locale) {
    super(
      `lessons/${folder}: status is ready but ${locale}.mdx is not there; a ready lesson needs zh.mdx and en.mdx; write it or set status: planned.`,
    );
  }
}
