/** Scores an answer to a question of any kind. Pure: same secret, same answer, same result. */
import { rightMultipleChoice, scoreMultipleChoice } from '../kinds/multiple-choice/score.ts';
import { validateMultipleChoice } from '../kinds/multiple-choice/validate.ts';
import { rightNumber, scoreNumber } from '../kinds/number/score.ts';
import { validateNumber } from '../kinds/number/validate.ts';
import { rightOrdering, scoreOrdering } from '../kinds/ordering/score.ts';
import { validateOrdering } from '../kinds/ordering/validate.ts';
import { rightShortText, scoreShortText } from '../kinds/short-text/score.ts';
import { validateShortText } from '../kinds/short-text/validate.ts';
import { rightSingleChoice, scoreSingleChoice } from '../kinds/single-choice/score.ts';
import { validateSingleChoice } from '../kinds/single-choice/validate.ts';
import type { GradedResult, QuestionBase, ResponseProblem } from '../question.ts';
import type { QuestionResponse, Validation } from '../quiz.ts';
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
  switch (secret.kind) {
    case 'single-choice':
      return scoreBy(validateSingleChoice, scoreSingleChoice, secret, response);
    case 'multiple-choice':
      return scoreBy(validateMultipleChoice, scoreMultipleChoice, secret, response);
    case 'number':
      return scoreBy(validateNumber, scoreNumber, secret, response);
    case 'ordering':
      return scoreBy(validateOrdering, scoreOrdering, secret, response);
    case 'short-text':
      return scoreBy(validateShortText, scoreShortText, secret, response);
  }
}

/** Returns an answer that earns all points: for tests, and for showing the solution to an author. */
export function rightResponse(secret: SecretQuestion): QuestionResponse {
  switch (secret.kind) {
    case 'single-choice':
      return rightSingleChoice(secret);
    case 'multiple-choice':
      return rightMultipleChoice(secret);
    case 'number':
      return rightNumber(secret);
    case 'ordering':
      return rightOrdering(secret);
    case 'short-text':
      return rightShortText(secret);
  }
}

function scoreBy<Public extends QuestionBase<string>, Secret extends { public: Public }, Response>(
  validateKind: (question: Public, response: unknown) => Validation<Response>,
  scoreKind: (secret: Secret, response: Response) => GradedResult,
  secret: Secret,
  response: unknown,
): ScoreResult {
  const validation = validateKind(secret.public, response);
  if (validation.ok) return scoreKind(secret, validation.response);
  return { verdict: 'ungraded', problem: validation.problem, maxScore: secret.public.points };
}
