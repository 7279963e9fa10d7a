/** An answer to a short-text question is a few words. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, refuse, refuseShape, type Validation } from '../../response.ts';
import { MAX_TEXT_LENGTH } from '../../typed/accepted.ts';
import { normaliseText } from '../../typed/text.ts';
import type { ShortTextPublic, ShortTextResponse } from './public.ts';

export const shortTextForm: KindForm<ShortTextPublic, ShortTextResponse> = {
  validate: validateShortText,
  empty: () => ({ kind: 'short-text', text: '' }),
  arrange: (question) => question,
};

/** Returns the answer as typed, or why it cannot be graded. Never throws. */
function validateShortText(_question: ShortTextPublic, response: unknown): Validation<ShortTextResponse> {
  const text = findFields(response, 'short-text')?.text;
  if (typeof text !== 'string') return refuseShape();
  if (text.length > MAX_TEXT_LENGTH)
    return refuse('too-long', {
      zh: `太长了：最多 ${MAX_TEXT_LENGTH} 个字符，几个字就够。`,
      en: `Too long: at most ${MAX_TEXT_LENGTH} characters; a few words are enough.`,
    });
  if (normaliseText(text) === '') return refuse('empty', { zh: '请先写下答案。', en: 'Write an answer first.' });
  return { ok: true, response: { kind: 'short-text', text } };
}
