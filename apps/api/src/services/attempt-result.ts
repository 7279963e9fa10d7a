/** A stored attempt in the words of the API. */
import type { AttemptRow, listLatestAttempts } from '../db/attempts.ts';
import type { AttemptResult, QuestionHistory } from '../schemas/attempt.ts';

export function toResult(row: AttemptRow): AttemptResult {
  const { id, verdict, score, maxScore, feedback, bestScore } = row;
  return { attemptId: id, verdict, score, maxScore, feedback, bestScore, ...mechanicsOf(row) };
}

export function toHistory(
  row: Awaited<ReturnType<typeof listLatestAttempts>>[number],
): Omit<QuestionHistory, 'comparison'> {
  const { attempt, questionVersion, attemptCount, bestScore } = row;
  const { questionId, response, verdict, score, maxScore, feedback } = attempt;
  return {
    questionId,
    questionVersion,
    response,
    verdict,
    score,
    maxScore,
    feedback,
    answeredAt: attempt.answeredAt.toISOString(),
    attemptCount,
    bestScore,
    ...mechanicsOf(attempt),
  };
}

function mechanicsOf({ worth, attemptNumber, certainty, certaintyPoints, gradedBy }: AttemptRow) {
  return {
    worth,
    attemptNumber,
    gradedBy,
    ...(certainty !== null && certaintyPoints !== null && { certainty, certaintyPoints }),
  };
}
