/**
 * A score set by hand. The attempt takes the new score, the standing with the question is worked out anew from all
 * attempts, and the audit says who, what and why; what stood before is kept. An instructor may lower a score: a retry
 * never does.
 */
import { listAttemptsAt } from '../db/attempts.ts';
import { insertAudit } from '../db/audit.ts';
import type { Database } from '../db/database.ts';
import { putQuestionProgress, type QuestionProgressRow } from '../db/question-progress.ts';
import { findAttempt, findOverride, putOverride, setAttemptScore } from '../db/score-overrides.ts';
import { ApiError } from '../errors.ts';
import { ownLearner } from './own-learner.ts';
import { advanceQuestion } from './question-standing.ts';

export interface ScoreOverride {
  attemptId: string;
  /** In points, 0 to the attempt's `maxScore`. */
  score: number;
  /** The learner ID of the instructor. */
  by: string;
  /** What the learner is told. */
  note: string;
  now: Date;
}

/** @throws ApiError 404 for an attempt that does not exist, 422 for a score it cannot have. */
export async function overrideScore(tx: Database, { attemptId, score, by, note, now }: ScoreOverride): Promise<void> {
  const attempt = await findAttempt(tx, attemptId);
  if (attempt === undefined) throw new ApiError(404, 'attempt-unknown', 'There is no such answer.');
  if (!(score >= 0 && score <= attempt.maxScore)) {
    throw new ApiError(422, 'score-invalid', `The score was ${score}; 0 to ${attempt.maxScore} was needed.`, {
      field: 'score',
    });
  }
  // Held, so that an answer that arrives now does not overwrite the standing.
  await ownLearner(tx, attempt.learnerId);
  const earlier = await findOverride(tx, attemptId);
  const verdict = score === attempt.maxScore ? 'right' : score > 0 ? 'partly' : 'wrong';
  await putOverride(tx, {
    attemptId,
    originalScore: earlier?.originalScore ?? attempt.score,
    score,
    note,
    overriddenAt: now,
    overriddenBy: by,
  });
  await setAttemptScore(tx, attemptId, { score, verdict, gradedBy: 'instructor' });
  const attempts = await listAttemptsAt(tx, attempt.learnerId, attempt.lesson, attempt.questionId);
  const standing = attempts.reduce<QuestionProgressRow | undefined>(advanceQuestion, undefined);
  if (standing !== undefined) await putQuestionProgress(tx, standing);
  await insertAudit(tx, {
    at: now,
    learnerId: attempt.learnerId,
    action: 'attempt.overridden',
    subject: attemptId,
    detail: { by, from: attempt.score, to: score, note },
  });
}
