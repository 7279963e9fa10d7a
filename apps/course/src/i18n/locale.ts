/** The two languages of the site and where their pages are: Chinese at `/`, English under `/en`. */
import type { Locale } from '@glassbox/curriculum/public';
import { en } from './en.ts';
import { type Messages, zh } from './zh.ts';

export const HTML_LANG: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

/** Returns the site's words in a language. */
export function messagesFor(locale: Locale): Messages {
  return locale === 'en' ? en : zh;
}

/** Returns the address of a page in a language: `localPath('en', '/lessons/start')` is `/en/lessons/start`. */
export function localPath(locale: Locale, path: string): string {
  if (locale === 'zh') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

export function otherLocale(locale: Locale): Locale {
  return locale === 'zh' ? 'en' : 'zh';
}
