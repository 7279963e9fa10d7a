/** An answer to a categorising question puts every item into one of the groups. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, isRefusal, readMapping, refuse, refuseUnknownOption, type Validation } from '../../response.ts';
import type { CategorisingPublic, CategorisingResponse } from './public.ts';

export const categorisingForm: KindForm<CategorisingPublic, CategorisingResponse> = {
  validate: validateCategorising,
  empty: ({ items }) => ({ kind: 'categorising', placed: Object.fromEntries(items.map(({ id }) => [id, ''])) }),
  arrange: (question, arrange) => ({ ...question, items: arrange(question.items) }),
};

/** Returns the cleaned answer, or why it cannot be graded. Never throws. */
function validateCategorising(question: CategorisingPublic, response: unknown): Validation<CategorisingResponse> {
  const placed = readMapping(
    findFields(response, 'categorising')?.placed,
    question.items.map(({ id }) => id),
  );
  if (isRefusal(placed)) return placed;
  const chosen = Object.values(placed);
  const known = new Set(['', ...question.groups.map(({ id }) => id)]);
  if (!chosen.every((id) => known.has(id))) return refuseUnknownOption();
  const open = chosen.filter((id) => id === '').length;
  if (open > 0) return refuse('incomplete', { zh: `还有${open}项没有归类。`, en: `Still to be placed: ${open}.` });
  return { ok: true, response: { kind: 'categorising', placed } };
}
