/** An answer to a free-text question is some sentences, and later the criteria that its writer finds met. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, refuse, refuseShape, type Validation } from '../../response.ts';
import type { FreeTextPublic, FreeTextResponse } from './public.ts';

/** In UTF-16 units: some paragraphs. */
export const MAX_FREE_TEXT_LENGTH = 4000;
/** Far more criteria than a rubric has. */
const MAX_MET = 50;

export const freeTextForm: KindForm<FreeTextPublic, FreeTextResponse> = {
  validate: validateFreeText,
  empty: () => ({ kind: 'free-text', text: '' }),
  arrange: (question) => question,
};

/** Returns the text as written, or why it can't be handed in. Never throws. */
function validateFreeText(question: FreeTextPublic, response: unknown): Validation<FreeTextResponse> {
  const fields = findFields(response, 'free-text');
  const text = fields?.text;
  if (typeof text !== 'string') return refuseShape();
  const length = text.trim().length;
  if (length === 0) return refuse('empty', { zh: '请先写下你的回答。', en: 'Write your answer first.' });
  if (length < question.minLength)
    return refuse('too-short', {
      zh: `再多写一点：至少${question.minLength}个字，现在${length}个。`,
      en: `A little more: at least ${question.minLength} characters, now ${length}.`,
    });
  if (text.length > MAX_FREE_TEXT_LENGTH)
    return refuse('too-long', {
      zh: `太长了：最多${MAX_FREE_TEXT_LENGTH}个字。`,
      en: `Too long: at most ${MAX_FREE_TEXT_LENGTH} characters.`,
    });
  const met = fields?.met;
  if (met === undefined) return { ok: true, response: { kind: 'free-text', text } };
  if (!isListOfIds(met)) return refuseShape();
  return { ok: true, response: { kind: 'free-text', text, met: [...new Set(met)] } };
}

function isListOfIds(met: unknown): met is string[] {
  return Array.isArray(met) && met.length <= MAX_MET && met.every((id) => typeof id === 'string');
}
