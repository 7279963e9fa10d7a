/**
 * Answers. One transaction per answer: the attempt, the learner's standing with the question and the audit row are
 * stored together or not at all. The score is computed here from the frozen key; nothing the client claims counts.
 */
import { randomUUID } from 'node:crypto';
import { type PublicQuestion, presentedIds, type QuestionResponse, validate } from '@glassbox/quiz';
import { type GradedResult, type SecretQuestion, score } from '@glassbox/quiz/score';
import { findAttemptByKey, listLatestAttempts } from '../db/attempts.ts';
import { together } from '../db/together.ts';
import { ApiError, type Problem } from '../errors.ts';
import type { AttemptRequest, AttemptResult, QuestionHistory } from '../schemas/attempt.ts';
import { toHistory, toResult } from './attempt-result.ts';
import { onServerClock } from './device-time.ts';
import { assess, findHandedIn, handIn, needsAssessment } from './free-text.ts';
import { getServedQuestion } from './get-question.ts';
import { ownLearner } from './own-learner.ts';
import { comparisonOf } from './predictions.ts';
import { readStanding, storeAttempt } from './record-graded.ts';
import { hashRequest } from './request-hash.ts';
import type { ServiceContext } from './service-context.ts';
import type { HandedIn, Recorded, Services } from './services.ts';

export function attemptService(context: ServiceContext): Services['attempts'] {
  const { db, catalogue } = context;
  return {
    submit: (learnerId, request, sentAt) =>
      db.transaction((tx) => submit({ ...context, db: tx }, { learnerId, request, sentAt })),

    assess: (learnerId, submissionId, met) =>
      db.transaction((tx) => assess({ ...context, db: tx }, learnerId, submissionId, met)),

    async history(learnerId, slug) {
      const lesson = catalogue.findLesson(slug);
      if (lesson === undefined) throw new ApiError(404, 'lesson-unknown', `There is no lesson "${slug}".`);
      if (learnerId === undefined) return [];
      const rows = await listLatestAttempts(db, learnerId, slug);
      const place = new Map(lesson.questions.map((question, index) => [question.id, index]));
      const histories: QuestionHistory[] = [];
      for (const row of rows) {
        const comparison = await comparisonOf(context, row.attempt);
        histories.push({ ...toHistory(row), ...(comparison && { comparison }) });
      }
      return histories.sort(
        (left, right) => (place.get(left.questionId) ?? Infinity) - (place.get(right.questionId) ?? Infinity),
      );
    },
  };
}

async function submit(
  context: ServiceContext,
  { learnerId, request, sentAt }: { learnerId: string; request: AttemptRequest; sentAt: Date | undefined },
): Promise<Recorded<AttemptResult> | HandedIn> {
  const { db, now } = context;
  const { idempotencyKey, lesson, questionId } = request;
  const requestHash = hashRequest(request);
  // One round trip for all that is read; the learner is held first.
  const [, earlier, handedIn, standing] = await together(
    ownLearner(db, learnerId),
    findAttemptByKey(db, learnerId, idempotencyKey),
    findHandedIn(context, learnerId, idempotencyKey),
    readStanding(db, { learnerId, lesson, questionId }),
  );
  if (earlier !== undefined) return { result: toResult(checkSame(earlier, requestHash)), replayed: true };
  if (handedIn !== undefined) return { solution: checkSame(handedIn, requestHash).solution };

  const question = await getServedQuestion(context, request);
  const { response, graded } = grade(question, request);
  const receivedAt = now();
  const answeredAt = onServerClock(new Date(request.answeredAt), sentAt, receivedAt);
  if (needsAssessment(question) && response.kind === 'free-text') {
    return { solution: await handIn(context, learnerId, { question, response, request, requestHash, answeredAt }) };
  }
  const attempt = {
    id: randomUUID(),
    learnerId,
    idempotencyKey,
    requestHash,
    lesson,
    questionId,
    questionFingerprint: question.fingerprint,
    presented: request.presented ?? null,
    response,
    ...graded,
    certainty: request.certainty ?? null,
    answeredAt,
    receivedAt,
  };
  return { result: toResult(await storeAttempt(db, question, attempt, standing)), replayed: false };
}

/** The same key must mean the same answer; then what was stored is told again. */
function checkSame<Stored extends { requestHash: string }>(earlier: Stored, requestHash: string): Stored {
  if (earlier.requestHash === requestHash) return earlier;
  throw new ApiError(
    409,
    'idempotency-key-reused',
    'This idempotency key belongs to another answer. Nothing was changed; send a new answer with a new key.',
    { field: 'idempotencyKey' },
  );
}

function grade(
  question: SecretQuestion,
  request: AttemptRequest,
): { response: QuestionResponse; graded: GradedResult } {
  if (question.kind === 'experiment') throw onlyMeasured();
  checkPresented(question.public, request.presented);
  const validation = validate(question.public, request.response);
  if (!validation.ok) throw unreadable(validation.problem);
  const graded = score(question, validation.response);
  if (graded.verdict === 'ungraded') throw unreadable(graded.problem);
  return { response: validation.response, graded };
}

/** The numbers of an experiment are measured by the server; a learner could only make them up. */
function onlyMeasured(): ApiError {
  return new ApiError(422, 'experiment-needed', 'An experiment is handed in with POST /api/experiments.', {
    field: 'response',
  });
}

function unreadable(problem: Problem): ApiError {
  return new ApiError(422, 'answer-invalid', problem.text.en, { field: 'response', problem });
}

/** What was presented must be everything in the question's free lists (options, items, …), each once. */
function checkPresented(question: PublicQuestion, presented: readonly string[] | undefined): void {
  if (presented === undefined) return;
  const known = new Set(presentedIds(question));
  const given = new Set(presented);
  if (given.size === presented.length && given.size === known.size && presented.every((id) => known.has(id))) return;
  throw new ApiError(422, 'presented-invalid', 'The presented order must name every option of the question once.', {
    field: 'presented',
  });
}
