/** Scores an answer to a question of any kind. Pure: same secret, same answer, same result. */
import { validate } from '../form.ts';
import { scorings } from '../generated/scorings.ts';
import type { GradedResult, ResponseProblem } from '../question.ts';
import type { QuestionKind, QuestionResponse, ResponseOf } from '../quiz.ts';
import type { KindScoring } from './kind-scoring.ts';
import type { SecretOf, SecretQuestion } from './secret.ts';

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
  const validation = validate(secret.public, response);
  if (validation.ok) return getScoring(secret.kind).score(secret, validation.response);
  return { verdict: 'ungraded', problem: validation.problem, maxScore: secret.public.points };
}

/** Returns an answer that earns all points: for tests, and for showing the solution to an author. */
export function rightResponse(secret: SecretQuestion): QuestionResponse {
  return getScoring(secret.kind).right(secret);
}

function getScoring<Kind extends QuestionKind>(kind: Kind): KindScoring<SecretOf<Kind>, ResponseOf<Kind>> {
  return scorings[kind];
}
