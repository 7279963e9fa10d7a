/** How sentences follow one another: English puts a space between two, a Chinese full stop brings its own room. */
import type { Locale } from '@glassbox/curriculum/public';

/** What stands between two sentences where they are not plain texts: `<b>{first}</b>{GAP[locale]}{second}`. */
export const GAP: Readonly<Record<Locale, string>> = { zh: '', en: ' ' };

/** Joins sentences; one that is false, undefined or empty is left out. */
export function sentences(locale: Locale, ...texts: readonly (string | false | undefined)[]): string {
  return texts.filter(Boolean).join(GAP[locale]);
}
