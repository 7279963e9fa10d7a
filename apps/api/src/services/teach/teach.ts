/** Everything instructors may ask for, in one service. */
import type { ServiceContext } from '../service-context.ts';
import { answeringService } from './answering.ts';
import { cohortService } from './cohorts.ts';
import { dashboardService } from './dashboards.ts';
import { tableService } from './exports.ts';
import { questionDetailService } from './question-detail.ts';

export type TeachService = ReturnType<typeof teachService>;

export function teachService(context: ServiceContext) {
  return {
    cohorts: cohortService(context),
    ...dashboardService(context),
    question: questionDetailService(context),
    ...answeringService(context),
    tables: tableService(context),
  };
}
