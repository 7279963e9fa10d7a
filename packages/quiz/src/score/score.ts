/** Scores an answer to a question of any kind. Pure: same secret, same answer, same result. */
import type { GradedResult, ResponseProblem } from '../question.ts';
import type { QuestionResponse } from '../quiz.ts';
import type { SecretQuestion } from './secret.ts';

/** An answer that could not be read: not graded, costs nothing. */
export interface UngradedResult {
  verdict: 'ungraded';
  problem: ResponseProblem;
  maxScore: number;
}
export type ScoreResult = GradedResult | UngradedResult;

/**
 * Scores an answer.
 *
 * @param secret the question with its key, current or frozen.
 * @param response any JSON; it is validated first.
 * @returns verdict, points and remarks, or `ungraded` with the problem. Never throws, whatever the response.
 */
export function score(secret: SecretQuestion, response: unknown): ScoreResult {
  throw new Error(`score ${secret.kind} ${typeof response}: being built`);
}

/** Returns an answer that earns all points: for tests, and for showing the solution to an author. */
export function rightResponse(secret: SecretQuestion): QuestionResponse {
  throw new Error(`rightResponse ${secret.kind}: being built`);
}
