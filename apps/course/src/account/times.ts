/** Days in words of the reader's language; the server notes no more than one visit a day. */
import type { Locale } from '@glassbox/curriculum/public';

const TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

export function dayWords(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAG[locale], { dateStyle: 'medium' }).format(new Date(iso));
}
