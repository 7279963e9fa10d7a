/** A prediction is one readable number. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, refuse, refuseShape, type Validation } from '../../response.ts';
import { readNumber } from '../../typed/read-number.ts';
import type { PredictionPublic, PredictionResponse } from './public.ts';

/** In UTF-16 units: room for any number a person types. */
const MAX_LENGTH = 100;

export const predictionForm: KindForm<PredictionPublic, PredictionResponse> = {
  validate: validatePrediction,
  empty: () => ({ kind: 'prediction', value: '' }),
  arrange: (question) => question,
};

/** Returns the prediction as typed, or why it can't be read. Never throws. */
function validatePrediction(question: PredictionPublic, response: unknown): Validation<PredictionResponse> {
  const value = findFields(response, 'prediction')?.value;
  if (typeof value !== 'string') return refuseShape();
  if (value.trim() === '') return refuse('empty', { zh: '请先猜一个数。', en: 'Guess a number first.' });
  if (value.length > MAX_LENGTH)
    return refuse('too-long', { zh: '太长了：只写一个数。', en: 'Too long: write one number.' });
  const typed = readNumber(value, question.unit ? [question.unit.zh, question.unit.en] : []);
  if (typed === undefined || typed.unit === 'other')
    return refuse('unreadable-number', {
      zh: '没有读出一个数。可以这样写：1024、0.5、3e2。',
      en: 'No single number could be read. Write it like 1024, 0.5 or 3e2.',
    });
  return { ok: true, response: { kind: 'prediction', value } };
}
