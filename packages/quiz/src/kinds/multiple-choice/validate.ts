/** An answer to a multiple choice is at least one option of the question, each at most once. */
import type { Validation } from '../../quiz.ts';
import { findFields, findIdProblem, refuse } from '../../response.ts';
import type { MultipleChoicePublic, MultipleChoiceResponse } from './public.ts';

/** Returns the cleaned answer, its choices in the order the question lists them, or why it cannot be graded. */
export function validateMultipleChoice(
  question: MultipleChoicePublic,
  response: unknown,
): Validation<MultipleChoiceResponse> {
  const ids = findFields(response, 'multiple-choice')?.choices;
  const problem = findIdProblem(ids, question.options);
  if (problem) return problem;
  const chosen = new Set(ids as string[]); // findIdProblem has checked it
  if (chosen.size === 0) return refuse('empty', { zh: '请至少选一项。', en: 'Choose at least one option.' });
  const choices = question.options.map((option) => option.id).filter((id) => chosen.has(id));
  return { ok: true, response: { kind: 'multiple-choice', choices } };
}
