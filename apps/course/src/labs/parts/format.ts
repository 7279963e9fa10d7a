/** Numbers, durations and what stands between words and sentences, as people read them in a language. */
import type { Locale } from '@glassbox/quiz';
import { GAP, sentences } from '../../i18n/sentences.ts';

export interface Format {
  /** 12,345 */
  whole(value: number): string;
  /** Fixed decimals: 4.71; a minus is a minus sign, and nothing that rounds to zero has one. */
  fixed(value: number, decimals: number): string;
  /** 0.937 → 94% */
  percent(share: number, decimals?: number): string;
  /** A probability: one decimal, and never a plain zero for what can happen. */
  share(probability: number): string;
  /** Milliseconds → "48 秒", "2 分 5 秒" */
  duration(ms: number): string;
  /** 425,984 → "42.6 万" / "426k" */
  compact(value: number): string;
  bytes(size: number): string;
  /** Items in a row: "甲、乙", "a, b" */
  list(items: readonly (string | number)[]): string;
  /** One sentence after the other; what is false, undefined or empty is left out. */
  sentences(...texts: readonly (string | false | undefined)[]): string;
  /** What stands between two sentences where one is an element: a space in English, nothing in Chinese. */
  gap: string;
}

const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
/** Smaller counts are short enough as they are. */
const SHORT_FROM = 10_000;
const LEAST_SHOWN = 0.001;
/** As the papers and the vendors count. */
const BYTES_PER_UNIT = 1_000;
const BYTE_UNITS = ['KB', 'MB', 'GB', 'TB'];

export function formatFor(locale: Locale): Format {
  const tag = locale === 'zh' ? 'zh-CN' : 'en';
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(tag, { notation: 'compact', maximumSignificantDigits: 3 });
  const fixed = (value: number, decimals: number) =>
    value
      .toLocaleString(tag, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        signDisplay: 'negative',
      })
      .replace('-', '−');
  const percent = (share: number, decimals = 0) => `${fixed(share * 100, decimals)}%`;
  return {
    whole: (value) => whole.format(value),
    fixed,
    percent,
    share: (probability) =>
      probability > 0 && probability < LEAST_SHOWN ? `<${percent(LEAST_SHOWN, 1)}` : percent(probability, 1),
    compact: (value) =>
      value < SHORT_FROM ? whole.format(value) : short.format(value).replace(/(\d)(万|亿)/u, '$1 $2'),
    duration: (ms) => duration(Math.round(ms / MS_PER_SECOND), locale),
    bytes: (size) => bytes(size, fixed),
    list: (items) => items.join(locale === 'zh' ? '、' : ', '),
    sentences: (...texts) => sentences(locale, ...texts),
    gap: GAP[locale],
  };
}

function duration(seconds: number, locale: Locale): string {
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  const rest = seconds % SECONDS_PER_MINUTE;
  const [minuteUnit, secondUnit] = locale === 'zh' ? [rest === 0 ? '分钟' : '分', '秒'] : ['min', 's'];
  if (minutes === 0) return `${rest} ${secondUnit}`;
  return rest === 0 ? `${minutes} ${minuteUnit}` : `${minutes} ${minuteUnit} ${rest} ${secondUnit}`;
}

function bytes(size: number, fixed: (value: number, decimals: number) => string): string {
  if (size < BYTES_PER_UNIT) return `${size} B`;
  const power = Math.min(BYTE_UNITS.length, Math.floor(Math.log(size) / Math.log(BYTES_PER_UNIT)));
  return `${fixed(size / BYTES_PER_UNIT ** power, power === 1 ? 0 : 1)} ${BYTE_UNITS[power - 1]}`;
}
