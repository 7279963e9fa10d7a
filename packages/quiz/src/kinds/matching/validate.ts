/** An answer to a matching question gives every left side a right one, each at most once. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, findIdProblem, isRefusal, readMapping, refuse, type Validation } from '../../response.ts';
import type { MatchingPublic, MatchingResponse } from './public.ts';

export const matchingForm: KindForm<MatchingPublic, MatchingResponse> = {
  validate: validateMatching,
  empty: ({ left }) => ({ kind: 'matching', matches: Object.fromEntries(left.map(({ id }) => [id, ''])) }),
  arrange: (question, arrange) => ({ ...question, left: arrange(question.left), right: arrange(question.right) }),
};

/** Returns the cleaned answer, or why it cannot be graded. Never throws. */
function validateMatching(question: MatchingPublic, response: unknown): Validation<MatchingResponse> {
  const matches = readMapping(
    findFields(response, 'matching')?.matches,
    question.left.map(({ id }) => id),
  );
  if (isRefusal(matches)) return matches;
  const chosen = Object.values(matches);
  const problem = findIdProblem(
    chosen.filter((id) => id !== ''),
    question.right,
  );
  if (problem) return problem;
  const open = chosen.filter((id) => id === '').length;
  if (open > 0) return refuse('incomplete', { zh: `还有${open}项没有配上。`, en: `Still to be matched: ${open}.` });
  return { ok: true, response: { kind: 'matching', matches } };
}
