/** The lessons' MDX files, compiled and as text, found by folder and language. */
import type { LessonMeta, Locale } from '@glassbox/curriculum/public';
import type { MDXInstance } from 'astro';
import { LessonError } from './lesson-error.ts';

type LessonModule = MDXInstance<Record<string, unknown>>;

const compiled = import.meta.glob<LessonModule>('#lessons/*/*.mdx');
const texts = import.meta.glob<string>('#lessons/*/*.mdx', { query: '?raw', import: 'default' });

/** Returns a lesson's text in one language. Throws when a lesson that is said to be ready has no file for it. */
export async function getLessonFile(lesson: LessonMeta, locale: Locale): Promise<LessonModule & { text: string }> {
  const ending = `/${lesson.folder}/${locale}.mdx`;
  const [load, loadText] = [find(compiled, ending), find(texts, ending)];
  if (!load || !loadText) {
    const what = `lessons/${lesson.folder}: status is ready but ${locale}.mdx is not there; a ready lesson needs both languages; write it or set status: planned.`;
    throw new LessonError('lesson-file-missing', what);
  }
  const [module, text] = await Promise.all([load(), loadText()]);
  return { ...module, text };
}

function find<Value>(files: Record<string, Value>, ending: string): Value | undefined {
  return Object.entries(files).find(([path]) => path.endsWith(ending))?.[1];
}
