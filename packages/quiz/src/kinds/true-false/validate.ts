/** An answer to a true-or-false question is a verdict on the statement and one of the reasons. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, refuse, refuseShape, refuseUnknownOption, type Validation } from '../../response.ts';
import type { TrueFalsePublic, TrueFalseResponse } from './public.ts';

export const trueFalseForm: KindForm<TrueFalsePublic, TrueFalseResponse> = {
  validate: validateTrueFalse,
  empty: () => ({ kind: 'true-false', verdict: null, reason: '' }),
  arrange: (question, arrange) => ({ ...question, reasons: arrange(question.reasons) }),
};

/** Returns the cleaned answer, or why it cannot be graded. Never throws. */
function validateTrueFalse(question: TrueFalsePublic, response: unknown): Validation<TrueFalseResponse> {
  const { verdict, reason } = findFields(response, 'true-false') ?? {};
  if ((typeof verdict !== 'boolean' && verdict !== null) || typeof reason !== 'string') return refuseShape();
  if (verdict === null)
    return refuse('incomplete', { zh: '请先判断对还是错。', en: 'First say whether it is true or false.' });
  if (reason === '') return refuse('incomplete', { zh: '请再选一条理由。', en: 'Now choose a reason.' });
  if (!question.reasons.some(({ id }) => id === reason)) return refuseUnknownOption();
  return { ok: true, response: { kind: 'true-false', verdict, reason } };
}
