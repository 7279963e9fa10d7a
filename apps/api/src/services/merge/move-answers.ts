/**
 * Moves answers and works out anew where the learner stands with each question. An answer that was sent from both (same
 * idempotency key) is counted once.
 */
import { listAttemptsAt, moveAttempts } from '../../db/attempts.ts';
import type { Database } from '../../db/database.ts';
import {
  deleteQuestionProgress,
  listQuestionProgress,
  putQuestionProgress,
  type QuestionProgressRow,
} from '../../db/question-progress.ts';
import { advanceQuestion, betterVerdict, share } from '../question-standing.ts';

export async function moveAnswers(tx: Database, from: string, to: string): Promise<void> {
  const moved = await listQuestionProgress(tx, from);
  const before = await listQuestionProgress(tx, to);
  // A standing points at its latest attempt, which may be one that both had: standings go first.
  await deleteQuestionProgress(tx, from);
  await moveAttempts(tx, from, to);
  for (const standing of moved) {
    const own = before.find((row) => row.lesson === standing.lesson && row.questionId === standing.questionId);
    const after = await standAnew(tx, to, standing);
    if (after !== undefined) await putQuestionProgress(tx, keepBest(after, own, standing));
  }
}

async function standAnew(
  tx: Database,
  learnerId: string,
  { lesson, questionId }: QuestionProgressRow,
): Promise<QuestionProgressRow | undefined> {
  const attempts = await listAttemptsAt(tx, learnerId, lesson, questionId);
  return attempts.reduce<QuestionProgressRow | undefined>(advanceQuestion, undefined);
}

/** A best that no longer follows from the attempts, such as one an instructor gave, must not fall either. */
function keepBest(
  after: QuestionProgressRow,
  ...earlier: readonly (QuestionProgressRow | undefined)[]
): QuestionProgressRow {
  const shareOf = (row: QuestionProgressRow) => share(row.bestScore, row.bestMaxScore);
  const best = earlier
    .filter((row) => row !== undefined)
    .reduce((left, right) => (shareOf(right) > shareOf(left) ? right : left), after);
  const bestVerdict = earlier
    .filter((row) => row !== undefined)
    .reduce((verdict, row) => betterVerdict(verdict, row.bestVerdict), after.bestVerdict);
  return { ...after, bestVerdict, bestScore: best.bestScore, bestMaxScore: best.bestMaxScore };
}
