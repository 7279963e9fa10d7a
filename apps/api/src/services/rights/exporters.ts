/**
 * What a learner gets who asks for everything about them: one exporter per table with a learner in it. The result goes
 * into a file for people to read, so it holds words and times, no hashes and nothing secret of a question.
 *
 * A new table: export `exportX` from its db module and name it here under the table's own name; `test/rights.test.ts`
 * fails until that is done.
 */
import { exportActivities } from '../../db/activities.ts';
import { exportAttempts } from '../../db/attempts.ts';
import { exportAudit } from '../../db/audit.ts';
import { exportCertificates } from '../../db/certificates.ts';
import { exportCohortMembers } from '../../db/cohort-members.ts';
import { exportCohorts } from '../../db/cohorts.ts';
import { exportCourseDocuments } from '../../db/course-documents.ts';
import type { Database } from '../../db/database.ts';
import { exportExperiments } from '../../db/experiments.ts';
import { exportHints } from '../../db/hints.ts';
import type { JsonValue } from '../../db/json-value.ts';
import { exportPlace } from '../../db/places.ts';
import { exportPoolDraws } from '../../db/pool-draws.ts';
import { exportPresentations } from '../../db/presentations.ts';
import { exportQuestionProgress } from '../../db/question-progress.ts';
import { exportReports } from '../../db/question-reports.ts';
import { exportRegradeNotices } from '../../db/regrade-notices.ts';
import { exportReviewCards } from '../../db/review-cards.ts';
import { exportOverrides } from '../../db/score-overrides.ts';
import { exportSessions } from '../../db/sessions.ts';
import { exportSubmissions } from '../../db/submissions.ts';
import { exportHandledQuestions } from '../../db/unanswered-questions.ts';

export type Exporter = (db: Database, learnerId: string) => Promise<JsonValue>;

export const EXPORTERS: Readonly<Record<string, Exporter>> = {
  attempt: exportAttempts,
  question_progress: exportQuestionProgress,
  submission: exportSubmissions,
  presentation: exportPresentations,
  pool_draw: exportPoolDraws,
  hint_taken: exportHints,
  activity: exportActivities,
  session: exportSessions,
  cohort: exportCohorts,
  cohort_member: exportCohortMembers,
  question_report: exportReports,
  score_override: exportOverrides,
  learner_place: exportPlace,
  review_card: exportReviewCards,
  certificate: exportCertificates,
  regrade_notice: exportRegradeNotices,
  course_document: exportCourseDocuments,
  unanswered_question: exportHandledQuestions,
  experiment_run: exportExperiments,
  audit: exportAudit,
};
