/** An answer to a text with blanks fills every blank; a numeric one with a readable number. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, isRefusal, type Refusal, readMapping, refuse, type Validation } from '../../response.ts';
import { MAX_TEXT_LENGTH } from '../../typed/accepted.ts';
import { readNumber } from '../../typed/read-number.ts';
import { normaliseText } from '../../typed/text.ts';
import type { BlanksPublic, BlanksResponse } from './public.ts';

export const blanksForm: KindForm<BlanksPublic, BlanksResponse> = {
  validate: validateBlanks,
  empty: ({ blanks }) => ({ kind: 'blanks', typed: Object.fromEntries(blanks.map(({ id }) => [id, ''])) }),
  arrange: (question) => question,
};

/** Returns the cleaned answer, or why it cannot be graded. Never throws. */
function validateBlanks({ blanks }: BlanksPublic, response: unknown): Validation<BlanksResponse> {
  const typed = readMapping(
    findFields(response, 'blanks')?.typed,
    blanks.map(({ id }) => id),
  );
  if (isRefusal(typed)) return typed;
  for (const [index, { id, numeric }] of blanks.entries()) {
    const problem = findProblem(typed[id] ?? '', index + 1, numeric === true);
    if (problem) return problem;
  }
  return { ok: true, response: { kind: 'blanks', typed } };
}

function findProblem(text: string, place: number, numeric: boolean): Refusal | undefined {
  if (text.length > MAX_TEXT_LENGTH)
    return refuse('too-long', {
      zh: `第${place}空太长了：最多 ${MAX_TEXT_LENGTH} 个字符。`,
      en: `Blank ${place} is too long: at most ${MAX_TEXT_LENGTH} characters.`,
    });
  if (normaliseText(text) === '')
    return refuse('incomplete', { zh: `第${place}空还没有填。`, en: `Blank ${place} is still empty.` });
  if (numeric && readNumber(text, []) === undefined)
    return refuse('unreadable-number', {
      zh: `第${place}空没有读出一个数，没有评分。可以这样写：1024、1,024、0.5、3e2、5%。`,
      en: `No single number could be read in blank ${place}, so nothing was graded. Write it like 1024, 0.5, 3e2 or 5%.`,
    });
  return undefined;
}
