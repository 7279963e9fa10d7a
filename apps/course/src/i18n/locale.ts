/** The two languages of the site and where their pages are: Chinese at `/`, English under `/en`. */
import type { Locale } from '@glassbox/curriculum/public';
import { en } from './en.ts';
import { type Messages, zh } from './zh.ts';

export { localPath } from './local-path.ts';

export const HTML_LANG: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

/** Returns the site's words in a language. */
export function messagesFor(locale: Locale): Messages {
  return locale === 'en' ? en : zh;
}

export function otherLocale(locale: Locale): Locale {
  return locale === 'zh' ? 'en' : 'zh';
}
