/** Times in words of the reader's language. */
import type { Locale } from '@glassbox/curriculum/public';

const TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

export function dayWords(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAG[locale], { dateStyle: 'medium' }).format(new Date(iso));
}

export function timeWords(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAG[locale], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}
