/** Keeps the review card of a question's objective, inside the transaction that stores the answer. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import type { Card } from 'ts-fsrs';
import type { AttemptRow } from '../../db/attempts.ts';
import type { Database } from '../../db/database.ts';
import { findReviewCard, putReviewCard, type ReviewCardRow } from '../../db/review-cards.ts';
import { answerShare } from '../answer-share.ts';
import { objectiveOf } from '../objectives.ts';
import { advanceCard } from './schedule.ts';

const NEVER = new Date(0);

/**
 * The review's clock is the learner's: an answer given offline counts from when it was given, and one that arrives after
 * a later one changes nothing.
 */
export async function registerReview(
  tx: Database,
  {
    attempt,
    question,
    hintsTaken,
    now,
  }: { attempt: AttemptRow; question: SecretQuestion; hintsTaken: readonly Date[]; now: Date },
): Promise<void> {
  const { learnerId, lesson, questionId, verdict, certainty, answeredAt } = attempt;
  const objective = objectiveOf(question);
  const row = await findReviewCard(tx, learnerId, lesson, objective);
  const since = row?.lastReview ?? NEVER;
  const hintsUsed = hintsTaken.filter((takenAt) => takenAt > since).length;
  const answer = { verdict, share: answerShare(attempt), hintsUsed, certainty };
  const card = advanceCard(row && toCard(row), answer, answeredAt);
  if (card === undefined) return;
  await putReviewCard(tx, {
    learnerId,
    lesson,
    objective,
    ...fromCard(card, answeredAt),
    lastQuestionId: questionId,
    createdAt: row?.createdAt ?? now,
  });
}

function toCard(row: ReviewCardRow): Card {
  const { due, stability, difficulty, scheduledDays, learningSteps, reps, lapses, state, lastReview } = row;
  return {
    due,
    stability,
    difficulty,
    // Worked out anew by ts-fsrs from `last_review`; the field goes with its version 6.
    elapsed_days: 0,
    scheduled_days: scheduledDays,
    learning_steps: learningSteps,
    reps,
    lapses,
    state,
    last_review: lastReview,
  };
}

function fromCard(card: Card, reviewedAt: Date) {
  const { due, stability, difficulty, scheduled_days, learning_steps, reps, lapses, state, last_review } = card;
  return {
    due,
    stability,
    difficulty,
    scheduledDays: scheduled_days,
    learningSteps: learning_steps,
    reps,
    lapses,
    state,
    lastReview: last_review ?? reviewedAt,
  };
}
