/**
 * What else happens when an answer was graded. Each entry runs inside the transaction that stores the attempt, beside each
 * other: when one throws, nothing of the answer is stored. Answers that could not be read call none of them.
 */
import type { SecretQuestion } from '@glassbox/quiz/score';
import type { AttemptRow } from '../db/attempts.ts';
import type { Database } from '../db/database.ts';
import { registerReview } from './review/register.ts';

/** `question` is the frozen one the attempt was graded by; `attempt` is on its way before this, as is the learner's standing. */
interface GradedAttempt {
  attempt: AttemptRow;
  question: SecretQuestion;
  /** When each hint for the question was taken. */
  hintsTaken: readonly Date[];
  now: Date;
}
export type AfterAttempt = (tx: Database, graded: GradedAttempt) => Promise<void>;

export const AFTER_ATTEMPT: readonly AfterAttempt[] = [registerReview];
