/** An answer to a multiple choice is at least one option of the question, each at most once. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, findIdProblem, refuse, type Validation } from '../../response.ts';
import type { MultipleChoicePublic, MultipleChoiceResponse } from './public.ts';

export const multipleChoiceForm: KindForm<MultipleChoicePublic, MultipleChoiceResponse> = {
  validate: validateMultipleChoice,
  empty: () => ({ kind: 'multiple-choice', choices: [] }),
  arrange: (question, arrange) => ({ ...question, options: arrange(question.options) }),
};

/** Returns the cleaned answer, its choices in the order the question lists them, or why it cannot be graded. */
function validateMultipleChoice(question: MultipleChoicePublic, response: unknown): Validation<MultipleChoiceResponse> {
  const ids = findFields(response, 'multiple-choice')?.choices;
  const problem = findIdProblem(ids, question.options);
  if (problem) return problem;
  const chosen = new Set(ids as string[]); // findIdProblem has checked it
  if (chosen.size === 0) return refuse('empty', { zh: '请至少选一项。', en: 'Choose at least one option.' });
  const choices = question.options.map((option) => option.id).filter((id) => chosen.has(id));
  return { ok: true, response: { kind: 'multiple-choice', choices } };
}
