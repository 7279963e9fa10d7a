/**
 * The typed client of the API, for browsers and tests. It imports the server's type and nothing of its code.
 */
import { hc } from 'hono/client';
import type { AppType } from './app.ts';

export type { AccountView, DevicesView } from './schemas/account.ts';
export type { ActivityRequest, ActivityResult } from './schemas/activity.ts';
export type { Person } from './schemas/admin.ts';
export type { AskAnswer, AskCitation, CourseDocument, CourseDocumentText, UnansweredQuestion } from './schemas/ask.ts';
export type { AttemptRequest, AttemptResult, QuestionHistory } from './schemas/attempt.ts';
export type { CertificateVerification, OwnCertificate, OwnCertificates } from './schemas/certificate.ts';
export type { OwnCohort } from './schemas/cohort.ts';
export type { ErrorBody } from './schemas/common.ts';
export type { ExperimentView } from './schemas/experiment.ts';
export type { LearnerView } from './schemas/learner.ts';
export type { Mastery, ObjectiveMastery } from './schemas/mastery.ts';
export type { Place } from './schemas/place.ts';
export type { HintResult, PresentedQuestion, PresentedQuiz, Solution } from './schemas/presentation.ts';
export type { LessonProgress, Progress } from './schemas/progress.ts';
export type { RegradeNotice } from './schemas/regrade.ts';
export type { Notices, OwnReport, QueuedText, ReportRequest, TaughtReport } from './schemas/report.ts';
export type { Review, ReviewCard } from './schemas/review.ts';
export type { Cohort, LessonReport, MemberList, QuestionDetail, TeachingOverview } from './schemas/teach.ts';

export interface ClientOptions {
  /** Another `fetch`, e.g. one that queues while offline. */
  fetch?: typeof fetch;
}

/**
 * Returns a client whose paths, bodies and answers are typed by the server's routes.
 *
 * `const answer = await createClient('/').api.progress.$get(); const { course } = await answer.json();`
 */
export function createClient(baseUrl: string, { fetch: ask = (...request) => fetch(...request) }: ClientOptions = {}) {
  const askAndReceive: typeof fetch = async (...request) => receiveRefusal(await ask(...request));
  return hc<AppType>(baseUrl, { init: { credentials: 'same-origin' }, fetch: askAndReceive });
}

/**
 * Whoever is refused often looks at the status alone. A body that nobody reads keeps its connection, of which a browser has six to a server, until it is
 * collected: so it is received here.
 */
async function receiveRefusal(response: Response): Promise<Response> {
  if (response.ok || response.body === null) return response;
  return new Response(await response.blob(), response);
}

export type Client = ReturnType<typeof createClient>;
