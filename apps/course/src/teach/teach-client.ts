/** Asks the instructors' part of the API, and turns every way it can fail into a word the page has a sentence for. */
import {
  type Cohort,
  createClient,
  type LessonReport,
  type MemberList,
  type QuestionDetail,
  type QueuedText,
  type TaughtReport,
  type TeachingOverview,
} from '@glassbox/api/client';

export type Problem = 'no-learner' | 'no-role' | 'gone' | 'offline' | 'server' | 'invalid';
export type Answered<Data> = { ok: true; data: Data } | { ok: false; problem: Problem };

const { teach } = createClient('/').api;

const PROBLEMS: Record<number, Problem> = { 401: 'no-learner', 403: 'no-role', 404: 'gone', 422: 'invalid' };

/** What is asked of one cohort, or of everyone when it is empty. */
export type CohortId = string;
const query = (cohort: CohortId) => ({ query: cohort === '' ? {} : { cohort } });

export const listCohorts = () => read<{ cohorts: Cohort[] }>(() => teach.cohorts.$get());
export const createCohort = (name: string) => read<Cohort>(() => teach.cohorts.$post({ json: { name } }));
export const renameCohort = (id: string, name: string) =>
  read<Cohort>(() => teach.cohorts[':id'].name.$post({ param: { id }, json: { name } }));
export const archiveCohort = (id: string, archived: boolean) =>
  read<Cohort>(() => teach.cohorts[':id'].state.$post({ param: { id }, json: { archived } }));
export const renewCode = (id: string) =>
  read<Cohort>(() => teach.cohorts[':id'].code.$post({ param: { id }, json: {} }));
export const listMembers = (id: string) => read<MemberList>(() => teach.cohorts[':id'].members.$get({ param: { id } }));
export const removeMember = (id: string, member: string) =>
  read<undefined>(() => teach.cohorts[':id'].members[':member'].$delete({ param: { id, member } }));

export const fetchOverview = (cohort: CohortId) => read<TeachingOverview>(() => teach.overview.$get(query(cohort)));
export const fetchLesson = (slug: string, cohort: CohortId) =>
  read<LessonReport>(() => teach.lessons[':slug'].$get({ param: { slug }, ...query(cohort) }));
export const fetchQuestion = (slug: string, id: string, cohort: CohortId, version: string) =>
  read<QuestionDetail>(() =>
    teach.lessons[':slug'].questions[':id'].$get({
      param: { slug, id },
      query: { ...query(cohort).query, ...(version !== '' && { version }) },
    }),
  );

export const listReports = (cohort: CohortId, state: 'open' | 'answered') =>
  read<{ reports: TaughtReport[] }>(() => teach.reports.$get({ query: { ...query(cohort).query, state } }));
export const answerReport = (id: string, answer: string) =>
  read<undefined>(() => teach.reports[':id'].answer.$post({ param: { id }, json: { answer } }));
export const listTexts = (cohort: CohortId, state: 'waiting' | 'read') =>
  read<{ texts: QueuedText[] }>(() => teach['free-texts'].$get({ query: { ...query(cohort).query, state } }));
export const setScore = (id: string, score: number, note: string) =>
  read<undefined>(() => teach.attempts[':id'].score.$post({ param: { id }, json: { score, note } }));

/** Returns the address of a CSV file; the browser downloads it with the learner's cookie. */
export function fileAddress(table: 'members' | 'questions' | 'attempts', cohort: CohortId): string {
  return `/api/teach/export/${table}${cohort === '' ? '' : `?cohort=${cohort}`}`;
}

interface AnyResponse {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
}

export async function read<Data>(ask: () => Promise<AnyResponse>): Promise<Answered<Data>> {
  try {
    const response = await ask();
    if (!response.ok) return { ok: false, problem: PROBLEMS[response.status] ?? 'server' };
    const data = response.status === 204 ? undefined : await response.json();
    return { ok: true, data: data as Data }; // the routes' own types; `hc` cannot name them through a callback
  } catch {
    return { ok: false, problem: navigator.onLine ? 'server' : 'offline' };
  }
}
