/** A day as it is written in a language. */
import type { Locale } from '@glassbox/quiz';

export function dayIn(locale: Locale, iso: string): string {
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'medium' }).format(new Date(iso));
}
