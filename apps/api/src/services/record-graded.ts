/**
 * Stores a graded answer: attempt, the learner's standing, the audit row and whatever `AFTER_ATTEMPT` adds, in the
 * caller's transaction. Answers that are graded elsewhere (an experiment's job) come in through `recordGraded`.
 */
import { randomUUID } from 'node:crypto';
import { certaintyPoints, pointsAtWorth, type QuestionResponse, worthOf } from '@glassbox/quiz';
import type { GradedResult, SecretQuestion } from '@glassbox/quiz/score';
import { type AttemptRow, findAttemptByKey, insertAttempt } from '../db/attempts.ts';
import { insertAudit } from '../db/audit.ts';
import type { Database } from '../db/database.ts';
import { listHintsTaken } from '../db/hints.ts';
import { findQuestionProgress, putQuestionProgress, type QuestionProgressRow } from '../db/question-progress.ts';
import { findQuestionVersion } from '../db/question-versions.ts';
import { together } from '../db/together.ts';
import { ApiError } from '../errors.ts';
import { AFTER_ATTEMPT } from './after-attempt.ts';
import { ownLearner } from './own-learner.ts';
import { advanceQuestion, share } from './question-standing.ts';
import { hashRequest } from './request-hash.ts';

export interface GradedAnswer {
  /** Counted once per learner: a job uses its own ID, so that running it twice stores one attempt. */
  idempotencyKey: string;
  lesson: string;
  questionId: string;
  questionVersion: string;
  response: QuestionResponse;
  result: GradedResult;
  /** When the learner handed it in; the moment of grading when absent. */
  answeredAt?: Date;
  now: Date;
}

/**
 * Stores an answer that was graded already and returns its attempt, the earlier one when this key was stored before.
 *
 * @throws ApiError 401 when the learner is gone, 404 when this version of the question was never served.
 */
export async function recordGraded(tx: Database, learnerId: string, answer: GradedAnswer): Promise<AttemptRow> {
  const { idempotencyKey, lesson, questionId, questionVersion, response, result, now, answeredAt = now } = answer;
  await ownLearner(tx, learnerId);
  const earlier = await findAttemptByKey(tx, learnerId, idempotencyKey);
  if (earlier !== undefined) return earlier;
  const question = await findQuestionVersion(tx, lesson, questionId, questionVersion);
  if (question === undefined) {
    throw new ApiError(404, 'question-unknown', `Lesson "${lesson}" never had this version of "${questionId}".`);
  }
  const attempt = {
    id: randomUUID(),
    learnerId,
    idempotencyKey,
    requestHash: hashRequest({ lesson, questionId, questionVersion, response }),
    lesson,
    questionId,
    questionFingerprint: question.fingerprint,
    presented: null,
    response,
    ...result,
    answeredAt,
    receivedAt: now,
  };
  return storeAttempt(tx, question, attempt);
}

/** Where a learner stands with a question before an answer to it. */
export interface Standing {
  before: QuestionProgressRow | undefined;
  /** When each hint for it was taken. */
  hintsTaken: readonly Date[];
}

/** What is known of an attempt before the learner's standing is. */
type UnworthedAttempt = Omit<
  AttemptRow,
  'bestScore' | 'worth' | 'attemptNumber' | 'certainty' | 'certaintyPoints' | 'gradedBy'
> &
  Partial<Pick<AttemptRow, 'certainty' | 'gradedBy'>>;

/**
 * Stores an attempt with all that hangs on it. `score` is what the answer itself deserves; what it earns follows from
 * the tries and hints before it (`known`, when they were read already), in the order in which answers arrive here. The learner must be held by `ownLearner`.
 */
export async function storeAttempt(
  tx: Database,
  question: SecretQuestion,
  answer: UnworthedAttempt,
  known?: Standing,
): Promise<AttemptRow> {
  const { maxScore } = answer;
  const { before, hintsTaken } = known ?? (await readStanding(tx, answer));
  const tries = before?.attemptCount ?? 0;
  const worth = worthOf(question.public, { tries, hints: hintsTaken.length });
  const certainty = question.public.certainty === true ? (answer.certainty ?? null) : null;
  const attempt = {
    ...answer,
    score: pointsAtWorth(answer.score, worth),
    worth,
    attemptNumber: tries + 1,
    certainty,
    certaintyPoints: certainty === null ? null : certaintyPoints(share(answer.score, maxScore), certainty),
  };
  const after = advanceQuestion(before, attempt);
  const row: AttemptRow = { gradedBy: 'server', ...attempt, bestScore: after.bestScore };
  const graded = { attempt: row, question, hintsTaken, now: row.receivedAt };
  await together(
    insertAttempt(tx, row),
    putQuestionProgress(tx, after),
    insertAudit(tx, {
      at: row.receivedAt,
      learnerId: row.learnerId,
      action: 'attempt.graded',
      subject: row.id,
      detail: { lesson: row.lesson, questionId: row.questionId, score: row.score, maxScore: row.maxScore },
    }),
    ...AFTER_ATTEMPT.map((after) => after(tx, graded)),
  );
  return row;
}

/** Reads how the learner stands with a question. The learner must be held by `ownLearner`, or be about to be. */
export async function readStanding(
  tx: Database,
  { learnerId, lesson, questionId }: Pick<AttemptRow, 'learnerId' | 'lesson' | 'questionId'>,
): Promise<Standing> {
  const [before, hints] = await together(
    findQuestionProgress(tx, learnerId, lesson, questionId),
    listHintsTaken(tx, learnerId, lesson),
  );
  const hintsTaken = hints.filter((row) => row.questionId === questionId).map(({ takenAt }) => takenAt);
  return { before, hintsTaken };
}
