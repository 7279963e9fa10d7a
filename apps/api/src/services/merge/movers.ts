/**
 * How the work of one learner becomes another's when both turn out to be the same person: one mover per table with a
 * learner in it, run in this order inside one transaction that holds both learners. A mover leaves nothing behind, since
 * what still hangs on `from` afterwards is deleted with it, and counts nothing twice.
 *
 * A new table: export `moveX` from its db module and name it here; `test/merge.test.ts` fails until that is done.
 */
import { moveActivities } from '../../db/activities.ts';
import { moveAudit } from '../../db/audit.ts';
import { moveCertificates } from '../../db/certificates.ts';
import { moveCohortMembers } from '../../db/cohort-members.ts';
import { moveCohorts } from '../../db/cohorts.ts';
import { moveCourseDocuments } from '../../db/course-documents.ts';
import type { Database } from '../../db/database.ts';
import { moveExperiments } from '../../db/experiments.ts';
import { moveHints } from '../../db/hints.ts';
import { movePlace } from '../../db/places.ts';
import { movePoolDraws } from '../../db/pool-draws.ts';
import { movePresentations } from '../../db/presentations.ts';
import { moveReports } from '../../db/question-reports.ts';
import { moveRegradeNotices } from '../../db/regrade-notices.ts';
import { moveReviewCards } from '../../db/review-cards.ts';
import { moveOverrides } from '../../db/score-overrides.ts';
import { moveSessions } from '../../db/sessions.ts';
import { moveSubmissions } from '../../db/submissions.ts';
import { moveHandledQuestions } from '../../db/unanswered-questions.ts';
import { moveAnswers } from './move-answers.ts';

type Mover = (tx: Database, from: string, to: string, context: { now: Date }) => Promise<void>;

export interface TableMover {
  /** The tables that are done with afterwards, by their names in the database. */
  tables: readonly string[];
  move: Mover;
}

export const MOVERS: readonly TableMover[] = [
  { tables: ['attempt', 'question_progress'], move: moveAnswers },
  { tables: ['submission'], move: moveSubmissions },
  { tables: ['presentation'], move: movePresentations },
  { tables: ['pool_draw'], move: movePoolDraws },
  { tables: ['hint_taken'], move: moveHints },
  { tables: ['activity'], move: moveActivities },
  { tables: ['session'], move: moveSessions },
  { tables: ['cohort'], move: moveCohorts },
  { tables: ['cohort_member'], move: moveCohortMembers },
  { tables: ['question_report'], move: moveReports },
  { tables: ['score_override'], move: moveOverrides },
  { tables: ['learner_place'], move: movePlace },
  { tables: ['review_card'], move: moveReviewCards },
  { tables: ['certificate'], move: moveCertificates },
  { tables: ['regrade_notice'], move: moveRegradeNotices },
  { tables: ['course_document'], move: moveCourseDocuments },
  { tables: ['unanswered_question'], move: moveHandledQuestions },
  { tables: ['experiment_run'], move: moveExperiments },
  { tables: ['audit'], move: moveAudit },
];
