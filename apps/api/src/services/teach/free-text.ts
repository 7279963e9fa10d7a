/** A free text with its question's model answer and rubric, as an instructor reads it. */

import type { listQueue } from '../../db/score-overrides.ts';
import type { QueuedText } from '../../schemas/report.ts';
import { pseudonymOf } from './pseudonym.ts';

type QueueRow = Awaited<ReturnType<typeof listQueue>>[number];

export function viewQueued({ attempt, question, override }: QueueRow): QueuedText {
  const response = fieldsOf(attempt.response);
  return {
    attemptId: attempt.id,
    lesson: attempt.lesson,
    questionId: attempt.questionId,
    pseudonym: pseudonymOf(attempt.learnerId),
    prompt: question.public.prompt,
    text: typeof response.text === 'string' ? response.text : '',
    modelAnswer: null,
    rubric: [],
    score: attempt.score,
    originalScore: override?.originalScore ?? attempt.score,
    maxScore: attempt.maxScore,
    note: override?.note ?? null,
    receivedAt: attempt.receivedAt.toISOString(),
    overriddenAt: override?.overriddenAt.toISOString() ?? null,
  };
}

/** Stored JSON of a kind this module need not know. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
