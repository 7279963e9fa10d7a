/** An answer to a single choice is one option of the question. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, refuse, refuseShape, refuseUnknownOption, type Validation } from '../../response.ts';
import type { SingleChoicePublic, SingleChoiceResponse } from './public.ts';

export const singleChoiceForm: KindForm<SingleChoicePublic, SingleChoiceResponse> = {
  validate: validateSingleChoice,
  empty: () => ({ kind: 'single-choice', choice: '' }),
  arrange: (question, arrange) => ({ ...question, options: arrange(question.options) }),
};

/** Returns the cleaned answer, or why it cannot be graded. Never throws. */
function validateSingleChoice(question: SingleChoicePublic, response: unknown): Validation<SingleChoiceResponse> {
  const choice = findFields(response, 'single-choice')?.choice;
  if (typeof choice !== 'string') return refuseShape();
  if (choice === '') return refuse('empty', { zh: '请先选一项。', en: 'Choose one option first.' });
  if (!question.options.some((option) => option.id === choice)) return refuseUnknownOption();
  return { ok: true, response: { kind: 'single-choice', choice } };
}
