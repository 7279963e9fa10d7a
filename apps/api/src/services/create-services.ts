/** Puts the services together over one database, one course and one clock. */
import { sql } from 'drizzle-orm';
import type { Auth } from '../auth/auth.ts';
import { accountService } from './accounts/accounts.ts';
import { peopleService } from './accounts/people.ts';
import { signInLimits } from './accounts/sign-in-limits.ts';
import { activityService } from './activities.ts';
import { askServices } from './ask/ask-services.ts';
import { attemptService } from './attempts.ts';
import { certificateService } from './certificates/service.ts';
import { cohortService } from './cohorts/cohorts.ts';
import { experimentService } from './experiments.ts';
import { hintService } from './hints.ts';
import { learnerService } from './learners.ts';
import { masteryService } from './mastery/service.ts';
import { placeService } from './places.ts';
import { presentationService } from './presentations.ts';
import { progressService } from './progress.ts';
import { regradeService } from './regrades.ts';
import { reportService } from './reports.ts';
import { reviewService } from './review/service.ts';
import { rightsService } from './rights/rights.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';
import { teachService } from './teach/teach.ts';

export interface AccountParts {
  auth: Auth;
  adminEmail: string | undefined;
}

export function createServices(context: ServiceContext, { auth, adminEmail }: AccountParts): Services {
  return {
    learners: learnerService(context),
    attempts: attemptService(context),
    presentations: presentationService(context),
    hints: hintService(context),
    activities: activityService(context),
    progress: progressService(context),
    regrades: regradeService(context),
    ...askServices(context),
    reports: reportService(context),
    teach: teachService(context),
    mastery: masteryService(context),
    places: placeService(context),
    review: reviewService(context),
    certificates: certificateService(context),
    auth,
    accounts: accountService(context, adminEmail),
    signInLimits: signInLimits(context),
    people: peopleService(context),
    cohorts: cohortService(context),
    rights: rightsService(context),
    now: context.now,
    experiments: experimentService(context),
    pingDatabase: async () => {
      await context.db.execute(sql`select 1`);
    },
  };
}
