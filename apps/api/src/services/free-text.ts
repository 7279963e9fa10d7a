/**
 * Texts: handed in first, assessed by their writers afterwards. The model answer leaves the server in return for a text
 * that is stored and can no longer be changed; only the assessment makes an attempt of it.
 */
import { randomUUID } from 'node:crypto';
import type { ResponseOf } from '@glassbox/quiz';
import { type SecretOf, type SecretQuestion, score } from '@glassbox/quiz/score';
import { findAttemptByKey } from '../db/attempts.ts';
import { insertAudit } from '../db/audit.ts';
import { findQuestionByFingerprint } from '../db/question-versions.ts';
import {
  closeSubmission,
  findSubmission,
  findSubmissionByKey,
  insertSubmission,
  type SubmissionRow,
} from '../db/submissions.ts';
import { ApiError } from '../errors.ts';
import type { AttemptRequest, AttemptResult } from '../schemas/attempt.ts';
import type { Solution } from '../schemas/presentation.ts';
import { toResult } from './attempt-result.ts';
import { ownLearner } from './own-learner.ts';
import { type Limit, limitRate } from './rate-limits.ts';
import { storeAttempt } from './record-graded.ts';
import type { ServiceContext } from './service-context.ts';
import type { Recorded } from './services.ts';

/** Nobody writes faster; what an outbox brings beyond it waits and is sent again. */
const TEXTS_PER_LEARNER: Limit = { name: 'text-by-learner', max: 60, windowMinutes: 60 };

/** Whether an answer to this question is a text that its writer assesses. */
export function needsAssessment(question: SecretQuestion): question is SecretOf<'free-text'> {
  return question.kind === 'free-text';
}

export interface NewText {
  question: SecretOf<'free-text'>;
  response: ResponseOf<'free-text'>;
  request: AttemptRequest;
  requestHash: string;
  answeredAt: Date;
}

/** Stores a text and returns what to assess it by. The learner must be held by `ownLearner`. */
export async function handIn({ db, now }: ServiceContext, learnerId: string, handedIn: NewText): Promise<Solution> {
  const { question, response, request, requestHash, answeredAt } = handedIn;
  const receivedAt = now();
  await limitRate(db, TEXTS_PER_LEARNER, learnerId, receivedAt);
  const row: SubmissionRow = {
    id: randomUUID(),
    learnerId,
    idempotencyKey: request.idempotencyKey,
    requestHash,
    lesson: request.lesson,
    questionId: request.questionId,
    questionFingerprint: question.fingerprint,
    // What its writer claims beforehand is left out: the criteria are not known yet.
    response: { kind: 'free-text', text: response.text },
    certainty: null,
    answeredAt,
    receivedAt,
    attemptId: null,
  };
  await insertSubmission(db, row);
  await insertAudit(db, { at: receivedAt, learnerId, action: 'text.handed-in', subject: row.id });
  return toSolution(row, question);
}

/** Returns what was answered when this text was handed in before, or `undefined` when it wasn't. */
export async function findHandedIn(
  context: ServiceContext,
  learnerId: string,
  idempotencyKey: string,
): Promise<{ requestHash: string; solution: Solution } | undefined> {
  const row = await findSubmissionByKey(context.db, learnerId, idempotencyKey);
  if (row === undefined) return undefined;
  return { requestHash: row.requestHash, solution: toSolution(row, await getQuestion(context, row)) };
}

/** Stores the writer's assessment as a graded attempt, once; asked again it tells the first one. */
export async function assess(
  context: ServiceContext,
  learnerId: string,
  submissionId: string,
  met: readonly string[],
): Promise<Recorded<AttemptResult>> {
  const { db, now } = context;
  await ownLearner(db, learnerId);
  const row = await findSubmission(db, learnerId, submissionId);
  if (row === undefined) throw new ApiError(404, 'submission-unknown', 'You handed in no such text.');
  // The attempt has the key of the submission, so that an assessment sent twice is one attempt.
  const earlier = await findAttemptByKey(db, learnerId, row.idempotencyKey);
  if (earlier !== undefined) return { result: toResult(earlier), replayed: true };

  const question = await getQuestion(context, row);
  const known = new Set(question.key.criteria.map(({ id }) => id));
  if (!met.every((id) => known.has(id))) {
    throw new ApiError(422, 'criterion-unknown', 'A criterion that this question does not have.', { field: 'met' });
  }
  const response = { ...textOf(row), met: [...new Set(met)] };
  const graded = score(question, response);
  if (graded.verdict === 'ungraded') throw new ApiError(422, 'answer-invalid', graded.problem.text.en);
  const attempt = await storeAttempt(db, question, {
    id: randomUUID(),
    learnerId,
    idempotencyKey: row.idempotencyKey,
    requestHash: row.requestHash,
    lesson: row.lesson,
    questionId: row.questionId,
    questionFingerprint: row.questionFingerprint,
    presented: null,
    response,
    ...graded,
    gradedBy: 'self',
    answeredAt: row.answeredAt,
    receivedAt: now(),
  });
  await closeSubmission(db, row.id, attempt.id);
  return { result: toResult(attempt), replayed: false };
}

export function toSolution(row: SubmissionRow, question: SecretQuestion): Solution {
  if (!needsAssessment(question)) throw new Error(`submission ${row.id}: its question is ${question.kind}`);
  const { modelAnswer, criteria } = question.key;
  return {
    submissionId: row.id,
    text: textOf(row).text,
    modelAnswer,
    criteria: criteria.map(({ id, points, text }) => ({ id, points, text })),
  };
}

async function getQuestion({ db }: ServiceContext, row: SubmissionRow): Promise<SecretOf<'free-text'>> {
  const question = await findQuestionByFingerprint(db, row.lesson, row.questionId, row.questionFingerprint);
  if (question === undefined || !needsAssessment(question)) {
    throw new Error(`submission ${row.id}: its question was not frozen as free-text`);
  }
  return question;
}

function textOf({ response }: SubmissionRow): ResponseOf<'free-text'> {
  if (response.kind !== 'free-text') throw new Error(`submission: the response is ${response.kind}`);
  return response;
}
