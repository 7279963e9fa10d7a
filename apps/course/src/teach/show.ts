/** Numbers and times as a reader of the page writes them. */
import type { Locale } from '@glassbox/quiz';

const TAGS: Record<Locale, string> = { zh: 'zh-CN', en: 'en' };

export interface Show {
  /** 0.731 → 73 % */
  percent(share: number): string;
  /** 0.314159 → 0.31 */
  decimal(value: number, digits?: number): string;
  /** 3.5 → 3.5, 2 → 2 */
  points(value: number): string;
  day(iso: string): string;
  moment(iso: string): string;
}

export function showIn(locale: Locale): Show {
  const tag = TAGS[locale];
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const points = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    percent: (share) => percent.format(share),
    decimal: (value, digits = 2) =>
      value.toLocaleString(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    points: (value) => points.format(value),
    day: (iso) => day.format(new Date(iso)),
    moment: (iso) => moment.format(new Date(iso)),
  };
}
