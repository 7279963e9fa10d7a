/** Reads an answer to a question of any kind. Runs in the form before sending and on the server before scoring. */
import { validateMultipleChoice } from './kinds/multiple-choice/validate.ts';
import { validateNumber } from './kinds/number/validate.ts';
import { validateOrdering } from './kinds/ordering/validate.ts';
import { validateShortText } from './kinds/short-text/validate.ts';
import { validateSingleChoice } from './kinds/single-choice/validate.ts';
import type { PublicQuestion, Validation } from './quiz.ts';

/**
 * Says whether an answer can be graded.
 *
 * @param question the public question, as the learner saw it.
 * @param response any JSON; nothing about it is trusted.
 * @returns the cleaned response, or the problem in words for the learner. Never throws.
 */
export function validate(question: PublicQuestion, response: unknown): Validation {
  switch (question.kind) {
    case 'single-choice':
      return validateSingleChoice(question, response);
    case 'multiple-choice':
      return validateMultipleChoice(question, response);
    case 'number':
      return validateNumber(question, response);
    case 'ordering':
      return validateOrdering(question, response);
    case 'short-text':
      return validateShortText(question, response);
  }
}
