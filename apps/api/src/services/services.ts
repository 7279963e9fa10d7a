/** What routes may ask for. Services know learners, lessons and answers; they know nothing of HTTP. */
import type { Auth } from '../auth/auth.ts';
import type { ActivityRequest, ActivityResult } from '../schemas/activity.ts';
import type { AttemptRequest, AttemptResult, QuestionHistory } from '../schemas/attempt.ts';
import type {
  CertificateRequest,
  CertificateVerification,
  OwnCertificate,
  OwnCertificates,
} from '../schemas/certificate.ts';
import type { LearnerView } from '../schemas/learner.ts';
import type { ObjectiveMastery } from '../schemas/mastery.ts';
import type { Place } from '../schemas/place.ts';
import type { HintRequest, HintResult, PresentedQuestion, PresentedQuiz, Solution } from '../schemas/presentation.ts';
import type { Progress } from '../schemas/progress.ts';
import type { RegradeNotice } from '../schemas/regrade.ts';
import type { Review } from '../schemas/review.ts';
import type { AccountService } from './accounts/accounts.ts';
import type { PeopleService } from './accounts/people.ts';
import type { SignInLimits } from './accounts/sign-in-limits.ts';
import type { AskService } from './ask/ask.ts';
import type { CourseDocumentService } from './ask/documents.ts';
import type { UnansweredService } from './ask/unanswered.ts';
import type { CohortService } from './cohorts/cohorts.ts';
import type { ExperimentService } from './experiments.ts';
import type { ReportService } from './reports.ts';
import type { RightsService } from './rights/rights.ts';
import type { TeachService } from './teach/teach.ts';

/** `replayed`: this key was stored before, and this is the answer it got then. */
export interface Recorded<Result> {
  result: Result;
  replayed: boolean;
}

/** A text that is stored and waits for its writer's own assessment. */
export interface HandedIn {
  solution: Solution;
}

export interface Services {
  learners: {
    /**
     * Finds who holds this token; `undefined` for a token nobody holds or one that ran out. A token from before signing
     * in is only good for handing in what was done under it.
     */
    find(token: string, use?: 'everything' | 'handing-in'): Promise<LearnerView | undefined>;
    /** Makes a learner and the token that opens it. Only the token's SHA-256 is stored. */
    create(): Promise<{ learner: LearnerView; token: string }>;
  };
  attempts: {
    /**
     * Grades and stores one answer; a text is only stored, and what to assess it by comes back. Throws `ApiError` 404,
     * 409 or 422, and then stores nothing.
     */
    submit(learnerId: string, request: AttemptRequest, sentAt?: Date): Promise<Recorded<AttemptResult> | HandedIn>;
    /** Makes a graded attempt of a text, by the criteria that its writer finds met. Throws `ApiError` 404 or 422. */
    assess(learnerId: string, submissionId: string, met: readonly string[]): Promise<Recorded<AttemptResult>>;
    /** Returns the latest attempt per question of the lesson, in the lesson's order. Throws `ApiError` 404. */
    history(learnerId: string | undefined, lesson: string): Promise<QuestionHistory[]>;
  };
  presentations: {
    /** Returns a lesson's quiz in the learner's own draw, variants and order, frozen at the first look. Throws 404. */
    quiz(learnerId: string | undefined, lesson: string): Promise<PresentedQuiz>;
    /** Begins the round after `after` with a new variant, once the one of that round was answered. Throws 404. */
    nextRound(learnerId: string, lesson: string, questionId: string, after: number): Promise<PresentedQuestion>;
  };
  hints: {
    /** Gives out a hint, which costs from then on; asked again it costs nothing more. Throws `ApiError` 404 or 409. */
    take(learnerId: string, lesson: string, questionId: string, request: HintRequest): Promise<HintResult>;
  };
  activities: {
    /** Stores a finished lab or a prediction. Throws `ApiError` 404 or 409, and then stores nothing. */
    record(learnerId: string, request: ActivityRequest): Promise<Recorded<ActivityResult>>;
  };
  progress: {
    /** Returns progress over the whole course; an unknown learner has begun nothing. */
    of(learnerId: string | undefined): Promise<Progress>;
  };
  /** Questions about the course, what it could not answer, and the documents it is searched with. */
  ask: AskService;
  unanswered: UnansweredService;
  courseDocuments: CourseDocumentService;
  experiments: ExperimentService;
  /** Reports of questions, and what instructors told the learner. */
  reports: ReportService;
  /** Everything under /api/teach: who asks is checked there, whose work is meant here. */
  teach: TeachService;
  mastery: {
    /** Returns the mastery of every objective, in course order; for an unknown learner nothing is known. */
    of(learnerId: string | undefined): Promise<ObjectiveMastery[]>;
  };
  places: {
    /** Remembers a place, unless a newer one is known. Throws `ApiError` 404. */
    remember(learnerId: string, place: Place, sentAt?: Date): Promise<void>;
  };
  review: {
    /** Returns the cards that are due now or within a week; an unknown learner has none. */
    of(learnerId: string | undefined): Promise<Review>;
  };
  certificates: {
    /** Returns the rule, how far the learner is, and the certificates that hold. */
    of(learnerId: string | undefined): Promise<OwnCertificates>;
    /** Issues and signs one. Throws `ApiError` 409 before it is earned, 429 after ten a day. */
    issue(learnerId: string, request: CertificateRequest): Promise<Recorded<OwnCertificate>>;
    /** Withdraws one of the learner's. Throws `ApiError` 404. */
    revoke(learnerId: string, id: string): Promise<void>;
    /** Verifies the certificate with this number. Throws `ApiError` 404 for one that was never issued. */
    verify(id: string): Promise<CertificateVerification>;
    /** Returns the signed credential. Throws `ApiError` 404, also for one that was revoked. */
    token(id: string): Promise<string>;
    issuer(): object;
    keys(): Promise<{ keys: object[] }>;
    /** Returns one public key. Throws `ApiError` 404. */
    key(id: string): Promise<object>;
    revoked(): Promise<object>;
  };
  /** Proves who somebody is. */
  auth: Auth;
  accounts: AccountService;
  signInLimits: SignInLimits;
  people: PeopleService;
  cohorts: CohortService;
  rights: RightsService;
  now: () => Date;
  regrades: {
    /** Returns what regradings changed for the learner, the latest first; an unknown learner has none. */
    list(learnerId: string | undefined): Promise<RegradeNotice[]>;
    /** Puts a notice away. Throws `ApiError` 404 when it is not the learner's. */
    markSeen(learnerId: string, id: string): Promise<void>;
  };
  /** Resolves when the database answers a query, rejects when it doesn't. */
  pingDatabase(): Promise<void>;
}
