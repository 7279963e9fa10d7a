/** What travels with a request besides the request itself. */
import type { LearnerView } from '../schemas/learner.ts';

/** What the operator said about how the server is reached. */
export interface Outside {
  /** How many proxies of ours each request comes through. */
  trustedProxies: number;
  /** The address that learners use. */
  publicUrl?: URL | undefined;
}

export interface ApiEnvironment {
  Variables: {
    /** Set by `identifyLearner`; absent without a cookie or with one nobody holds. */
    learner: LearnerView | undefined;
    /** Set by `knowOutside`; absent when a test calls a part of the app. */
    outside: Outside | undefined;
    /** Set where somebody is turned away by a redirect, which looks like any other: why. For the log. */
    turnedAway: string | undefined;
    /** Set by `watchRequests`. */
    requestId: string;
  };
}
