/** Where a page is in a language. Apart from the messages, so that an island may know addresses without both languages. */
import type { Locale } from '@glassbox/quiz';

/** Returns the address of a page in a language: `localPath('en', '/lessons/start')` is `/en/lessons/start`. */
export function localPath(locale: Locale, path: string): string {
  if (locale === 'zh') return path;
  return path === '/' ? '/en' : `/en${path}`;
}
