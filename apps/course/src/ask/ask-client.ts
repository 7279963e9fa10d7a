/** Asks the server, and turns every way it can fail into a word the page has a sentence for. */
import { type AskAnswer, type CourseDocumentText, createClient } from '@glassbox/api/client';
import type { Locale } from '@glassbox/quiz';

export type AskProblem = 'offline' | 'tooMany' | 'busy' | 'error';
export type Asked = { ok: true; answer: AskAnswer } | { ok: false; problem: AskProblem };

export interface AskInput {
  locale: Locale;
  question: string;
  /** Empty: the whole course. */
  lesson: string;
}

const { api } = createClient('/');
const PROBLEMS: Record<number, AskProblem> = { 429: 'tooMany', 503: 'busy' };
let introduced: Promise<{ ok: boolean }> | undefined;

/** Asks; whoever comes first to this page becomes a learner on the way. Never throws. */
export async function askCourse({ locale, question, lesson }: AskInput): Promise<Asked> {
  const json = { locale, question, ...(lesson !== '' && { lesson }) };
  try {
    introduced ??= api.learner.$get();
    if (!(await introduced).ok) introduced = undefined;
    const response = await api.ask.$post({ json });
    // Signed out in another tab: the next question introduces itself again.
    if (response.status === 401) introduced = undefined;
    if (response.ok) return { ok: true, answer: (await response.json()) as AskAnswer };
    return { ok: false, problem: PROBLEMS[response.status] ?? 'error' };
  } catch {
    // fetch rejects for every reason that has to do with the network; it says no more than that.
    introduced = undefined;
    return { ok: false, problem: navigator.onLine ? 'error' : 'offline' };
  }
}

export type DocumentProblem = 'gone' | 'offline' | 'error';

/** Never throws. */
export async function fetchDocument(id: string): Promise<CourseDocumentText | DocumentProblem> {
  try {
    const response = await api.ask.documents[':id'].$get({ param: { id } });
    if (response.ok) return (await response.json()) as CourseDocumentText;
    return response.status === 404 || response.status === 422 ? 'gone' : 'error';
  } catch {
    return navigator.onLine ? 'error' : 'offline';
  }
}
