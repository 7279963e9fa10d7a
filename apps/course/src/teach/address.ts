/** Addresses of the instructors' pages. What a page shows stands in its query, so that it can be kept and sent. */
import type { Locale } from '@glassbox/quiz';
import { localPath } from '../i18n/local-path.ts';

export type TeachPage = 'overview' | 'cohort' | 'lesson' | 'question' | 'reports' | 'texts';

const PATHS: Record<TeachPage, string> = {
  overview: '/teach',
  cohort: '/teach/cohort',
  lesson: '/teach/lesson',
  question: '/teach/question',
  reports: '/teach/reports',
  texts: '/teach/free-texts',
};

export function pathOf(page: TeachPage): string {
  return PATHS[page];
}

/** Returns the address of a page; empty values are left out. */
export function addressOf(locale: Locale, page: TeachPage, values: Record<string, string> = {}): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  const path = localPath(locale, PATHS[page]);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Returns a value of this page's query, or an empty text. */
export function readQuery(name: string): string {
  return new URLSearchParams(location.search).get(name) ?? '';
}
