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
export function createClient(baseUrl: string, options: ClientOptions = {}) {
  return hc<AppType>(baseUrl, { init: { credentials: 'same-origin' }, ...options });
}

export type Client = ReturnType<typeof createClient>;
