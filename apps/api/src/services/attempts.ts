/**
 * Answers. One transaction per answer: the attempt, the learner's standing with the question and the audit row are
 * stored together or not at all. The score is computed here from the frozen key; nothing the client claims counts.
 */
import { randomUUID } from 'node:crypto';
import { type PublicQuestion, type QuestionResponse, validate } from '@glassbox/quiz';
import { type GradedResult, type SecretQuestion, score } from '@glassbox/quiz/score';
import { type AttemptRow, findAttemptByKey, listLatestAttempts } from '../db/attempts.ts';
import { findQuestionVersion } from '../db/question-versions.ts';
import { ApiError, type Problem } from '../errors.ts';
import type { AttemptRequest, AttemptResult, QuestionHistory } from '../schemas/attempt.ts';
import { ownLearner } from './own-learner.ts';
import { storeAttempt } from './record-graded.ts';
import { hashRequest } from './request-hash.ts';
import type { ServiceContext } from './service-context.ts';
import type { Recorded, Services } from './services.ts';

export function attemptService(context: ServiceContext): Services['attempts'] {
  const { db, catalogue } = context;
  return {
    submit: (learnerId, request) => db.transaction((tx) => submit({ ...context, db: tx }, learnerId, request)),

    async history(learnerId, slug) {
      const lesson = catalogue.findLesson(slug);
      if (lesson === undefined) throw new ApiError(404, 'lesson-unknown', `There is no lesson "${slug}".`);
      if (learnerId === undefined) return [];
      const rows = await listLatestAttempts(db, learnerId, slug);
      const place = new Map(lesson.questions.map((question, index) => [question.id, index]));
      return rows
        .map(toHistory)
        .sort((left, right) => (place.get(left.questionId) ?? Infinity) - (place.get(right.questionId) ?? Infinity));
    },
  };
}

async function submit(
  context: ServiceContext,
  learnerId: string,
  request: AttemptRequest,
): Promise<Recorded<AttemptResult>> {
  const { db, now } = context;
  await ownLearner(db, learnerId);
  const requestHash = hashRequest(request);
  const earlier = await findAttemptByKey(db, learnerId, request.idempotencyKey);
  if (earlier !== undefined) return { result: replay(earlier, requestHash), replayed: true };

  const question = await getQuestion(context, request);
  const { response, graded } = grade(question, request);
  const receivedAt = now();
  const attempt = {
    id: randomUUID(),
    learnerId,
    idempotencyKey: request.idempotencyKey,
    requestHash,
    lesson: request.lesson,
    questionId: request.questionId,
    questionFingerprint: question.fingerprint,
    presented: request.presented ?? null,
    response,
    verdict: graded.verdict,
    score: graded.score,
    maxScore: graded.maxScore,
    feedback: graded.feedback,
    answeredAt: plausible(new Date(request.answeredAt), receivedAt),
    receivedAt,
  };
  return { result: toResult(await storeAttempt(db, question, attempt)), replayed: false };
}

/** The same key must mean the same answer; then what was stored is told again. */
function replay(earlier: AttemptRow, requestHash: string): AttemptResult {
  if (earlier.requestHash !== requestHash) {
    throw new ApiError(
      409,
      'idempotency-key-reused',
      'This idempotency key belongs to another answer. Nothing was changed; send a new answer with a new key.',
      { field: 'idempotencyKey' },
    );
  }
  return toResult(earlier);
}

/** Today's question, or the one this version meant when it was last served. */
async function getQuestion({ db, catalogue }: ServiceContext, request: AttemptRequest): Promise<SecretQuestion> {
  const { lesson, questionId, questionVersion } = request;
  const current = catalogue.findQuestion(lesson, questionId);
  if (current?.version === questionVersion) return current;
  const frozen = await findQuestionVersion(db, lesson, questionId, questionVersion);
  if (frozen !== undefined) return frozen;
  if (catalogue.findLesson(lesson) === undefined) {
    throw new ApiError(404, 'lesson-unknown', `There is no lesson "${lesson}".`, { field: 'lesson' });
  }
  if (current === undefined) {
    throw new ApiError(404, 'question-unknown', `Lesson "${lesson}" has no question "${questionId}".`, {
      field: 'questionId',
    });
  }
  throw new ApiError(
    409,
    'question-version-unknown',
    'This version of the question was never served from here. Load the lesson again and answer what it shows.',
    { field: 'questionVersion' },
  );
}

function grade(
  question: SecretQuestion,
  request: AttemptRequest,
): { response: QuestionResponse; graded: GradedResult } {
  checkPresented(question.public, request.presented);
  const validation = validate(question.public, request.response);
  if (!validation.ok) throw unreadable(validation.problem);
  const graded = score(question, validation.response);
  if (graded.verdict === 'ungraded') throw unreadable(graded.problem);
  return { response: validation.response, graded };
}

function unreadable(problem: Problem): ApiError {
  return new ApiError(422, 'answer-invalid', problem.text.en, { field: 'response', problem });
}

/** What was presented must be this question's options or items, each once. */
function checkPresented(question: PublicQuestion, presented: readonly string[] | undefined): void {
  if (presented === undefined) return;
  const shown = 'options' in question ? question.options : 'items' in question ? question.items : [];
  const known = new Set(shown.map(({ id }) => id));
  const given = new Set(presented);
  if (given.size === presented.length && given.size === known.size && presented.every((id) => known.has(id))) return;
  throw new ApiError(422, 'presented-invalid', 'The presented order must name every option of the question once.', {
    field: 'presented',
  });
}

/** A clock that runs ahead must not make an answer the latest for ever; one that was never set says 1970. */
function plausible(answeredAt: Date, receivedAt: Date): Date {
  return new Date(Math.min(Math.max(answeredAt.getTime(), 0), receivedAt.getTime()));
}

function toResult(row: AttemptRow): AttemptResult {
  const { id, verdict, score, maxScore, feedback, bestScore } = row;
  return { attemptId: id, verdict, score, maxScore, feedback, bestScore };
}

function toHistory(row: Awaited<ReturnType<typeof listLatestAttempts>>[number]): QuestionHistory {
  const { attempt, questionVersion, attemptCount, bestScore } = row;
  const { questionId, response, verdict, score, maxScore, feedback } = attempt;
  const answeredAt = attempt.answeredAt.toISOString();
  return {
    questionId,
    questionVersion,
    response,
    verdict,
    score,
    maxScore,
    feedback,
    answeredAt,
    attemptCount,
    bestScore,
  };
}
