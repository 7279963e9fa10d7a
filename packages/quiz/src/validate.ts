/** Reads an answer to a question of any kind. Runs in the form before sending and on the server before scoring. */
import type { PublicQuestion, Validation } from './quiz.ts';

/**
 * Says whether an answer can be graded.
 *
 * @param question the public question, as the learner saw it.
 * @param response any JSON; nothing about it is trusted.
 * @returns the cleaned response, or the problem in words for the learner. Never throws.
 */
export function validate(question: PublicQuestion, response: unknown): Validation {
  throw new Error(`validate ${question.kind} ${typeof response}: being built`);
}
