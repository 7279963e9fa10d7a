/** A free text beside its question's model answer and rubric, as an instructor reads it. */
import type { listQueue } from '../../db/score-overrides.ts';
import type { QueuedText } from '../../schemas/report.ts';
import { pseudonymOf } from './pseudonym.ts';

type QueueRow = Awaited<ReturnType<typeof listQueue>>[number];

export function viewQueued({ attempt, question, override }: QueueRow): QueuedText {
  const { response } = attempt;
  const written = response.kind === 'free-text' ? response : { text: '', met: undefined };
  const key = question.kind === 'free-text' ? question.key : { modelAnswer: null, criteria: [] };
  return {
    attemptId: attempt.id,
    lesson: attempt.lesson,
    questionId: attempt.questionId,
    pseudonym: pseudonymOf(attempt.learnerId),
    prompt: question.public.prompt,
    text: written.text,
    modelAnswer: key.modelAnswer,
    rubric: key.criteria.map(({ id, text, points }) => ({
      id,
      text,
      points,
      claimed: written.met?.includes(id) ?? null,
    })),
    score: attempt.score,
    originalScore: override?.originalScore ?? attempt.score,
    maxScore: attempt.maxScore,
    note: override?.note ?? null,
    receivedAt: attempt.receivedAt.toISOString(),
    overriddenAt: override?.overriddenAt.toISOString() ?? null,
  };
}
