/** What travels with a request besides the request itself. */
import type { LearnerView } from '../schemas/learner.ts';

export interface ApiEnvironment {
  Variables: {
    /** Set by `identifyLearner`; absent without a cookie or with one nobody holds. */
    learner: LearnerView | undefined;
    /** Set by `watchRequests`. */
    requestId: string;
  };
}
