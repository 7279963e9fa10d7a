/** An answer to a number question is one readable number, with a unit where the question asks for one. */

import type { KindForm } from '../../kind-form.ts';
import type { LocalText } from '../../question.ts';
import { findFields, type Refusal, refuse, refuseShape, type Validation } from '../../response.ts';
import { readNumber } from '../../typed/read-number.ts';
import type { NumberPublic, NumberResponse } from './public.ts';

/** In UTF-16 units: room for any number a person types, unit included. */
const MAX_NUMBER_LENGTH = 100;

export const numberForm: KindForm<NumberPublic, NumberResponse> = {
  validate: validateNumber,
  empty: () => ({ kind: 'number', value: '' }),
  arrange: (question) => question,
};

/**
 * Returns the answer as typed, or why it cannot be graded. A unit that the question does not know is refused here,
 * where it costs nothing, unless naming the unit is part of the question. Never throws.
 */
function validateNumber(question: NumberPublic, response: unknown): Validation<NumberResponse> {
  const value = findFields(response, 'number')?.value;
  if (typeof value !== 'string') return refuseShape();
  if (value.trim() === '') return refuse('empty', { zh: '请先填一个数。', en: 'Write a number first.' });
  if (value.length > MAX_NUMBER_LENGTH)
    return refuse('too-long', { zh: '太长了：只写一个数。', en: 'Too long: write one number.' });
  const typed = readNumber(value, question.unitSpellings ?? []);
  if (!typed)
    return refuse('unreadable-number', {
      zh: '没有读出一个数，没有评分。可以这样写：1024、1,024、0.5、3e2、5%。',
      en: 'No single number could be read, so it was not graded. Write it like 1024, 1,024, 0.5, 3e2 or 5%.',
    });
  if (typed.unit === 'other' && !question.unitRequired) return refuseUnit(question.unit);
  return { ok: true, response: { kind: 'number', value } };
}

function refuseUnit(unit: LocalText | undefined): Refusal {
  if (!unit)
    return refuse('unexpected-unit', {
      zh: '这道题没有单位：只写数字。',
      en: 'This answer has no unit: write the number alone.',
    });
  return refuse('unexpected-unit', {
    zh: `这道题的单位是「${unit.zh}」：请换算后只写数字。`,
    en: `The unit here is ${unit.en}: convert to it and write the number alone.`,
  });
}
