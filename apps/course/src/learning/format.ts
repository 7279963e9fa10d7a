/** Shares and days as a learner reads them. */
import type { Locale } from '@glassbox/quiz';
import { HTML_LANG } from '../i18n/locale.ts';

/** Returns a share from 0 to 1 as whole percent. */
export function share(value: number, locale: Locale): string {
  return new Intl.NumberFormat(HTML_LANG[locale], { style: 'percent' }).format(value);
}

/** Returns a moment as a day in words, with the time when that is within a day. */
export function day(iso: string, locale: Locale, now = Date.now()): string {
  const date = new Date(iso);
  const isNear = Math.abs(date.getTime() - now) < 86_400_000;
  const format: Intl.DateTimeFormatOptions = isNear
    ? { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }
    : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(HTML_LANG[locale], format).format(date);
}
