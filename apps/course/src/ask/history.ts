/** What was asked on this device: the latest questions with their answers, in localStorage and nowhere else. */
import type { AskAnswer } from '@glassbox/api/client';
import type { Locale } from '@glassbox/quiz';
import { type Persisted, persisted, record } from '../labs/parts/persisted.ts';

export interface HistoryEntry {
  locale: Locale;
  question: string;
  /** Empty: the whole course. */
  lesson: string;
  answer: AskAnswer;
}

const KEPT = 20;

/** Returns the history with an entry in front; the same question in the same place is kept once. */
export function remember(entries: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const others = entries.filter(
    ({ locale, question, lesson }) => locale !== entry.locale || question !== entry.question || lesson !== entry.lesson,
  );
  return [entry, ...others].slice(0, KEPT);
}

/** Where the history of a language lives. Entries of an older form are left out. */
export function openHistory(locale: Locale): Persisted<HistoryEntry[]> {
  return persisted<HistoryEntry[]>(`glassbox-asked-${locale}`, parse, []);
}

function parse(json: unknown): HistoryEntry[] | undefined {
  return Array.isArray(json) ? json.filter(isEntry) : undefined;
}

function isEntry(json: unknown): json is HistoryEntry {
  const entry = record(json);
  const answer = record(entry?.answer);
  return (
    typeof entry?.question === 'string' &&
    typeof entry.lesson === 'string' &&
    typeof answer?.answered === 'boolean' &&
    Array.isArray(answer.sentences) &&
    Array.isArray(answer.citations)
  );
}
