/** Puts the services together over one database, one course and one clock. */
import { sql } from 'drizzle-orm';
import { activityService } from './activities.ts';
import { attemptService } from './attempts.ts';
import { certificateService } from './certificates/service.ts';
import { learnerService } from './learners.ts';
import { masteryService } from './mastery/service.ts';
import { placeService } from './places.ts';
import { progressService } from './progress.ts';
import { reportService } from './reports.ts';
import { reviewService } from './review/service.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';
import { teachService } from './teach/teach.ts';

export function createServices(context: ServiceContext): Services {
  return {
    learners: learnerService(context),
    attempts: attemptService(context),
    activities: activityService(context),
    progress: progressService(context),
    reports: reportService(context),
    teach: teachService(context),
    mastery: masteryService(context),
    places: placeService(context),
    review: reviewService(context),
    certificates: certificateService(context),
    pingDatabase: async () => {
      await context.db.execute(sql`select 1`);
    },
  };
}
