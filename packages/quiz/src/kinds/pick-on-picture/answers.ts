/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { PickOnPicturePublic, PickOnPictureResponse } from './public.ts';

export function answersTo({ regions, several }: PickOnPicturePublic): fc.Arbitrary<PickOnPictureResponse> {
  const ids = regions.map(({ id }) => id);
  const picked = fc.shuffledSubarray(ids, { minLength: 1, maxLength: several ? ids.length : 1 });
  return fc.record({ kind: fc.constant('pick-on-picture'), picked });
}
