/** An answer is at least one region of the picture; more than one only where the question allows it. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, findIdProblem, refuse, refuseShape, type Validation } from '../../response.ts';
import type { PickOnPicturePublic, PickOnPictureResponse } from './public.ts';

export const pickOnPictureForm: KindForm<PickOnPicturePublic, PickOnPictureResponse> = {
  validate: validatePick,
  empty: () => ({ kind: 'pick-on-picture', picked: [] }),
  // Regions stay in the reading order of the picture: the keyboard walks through them.
  arrange: (question) => question,
};

/** Returns the cleaned answer in reading order, or why it cannot be graded. Never throws. */
function validatePick(question: PickOnPicturePublic, response: unknown): Validation<PickOnPictureResponse> {
  const ids = findFields(response, 'pick-on-picture')?.picked;
  const problem = findIdProblem(ids, question.regions);
  if (problem) return problem;
  const chosen = new Set(ids as string[]); // findIdProblem has checked it
  if (chosen.size === 0) return refuse('empty', { zh: '请先在图上选一处。', en: 'Pick a place in the picture first.' });
  if (chosen.size > 1 && !question.several) return refuseShape();
  const picked = question.regions.map(({ id }) => id).filter((id) => chosen.has(id));
  return { ok: true, response: { kind: 'pick-on-picture', picked } };
}
