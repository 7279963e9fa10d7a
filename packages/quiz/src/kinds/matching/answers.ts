/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { MatchingPublic, MatchingResponse } from './public.ts';

export function answersTo({ left, right }: MatchingPublic): fc.Arbitrary<MatchingResponse> {
  const rights = fc.shuffledSubarray(
    right.map(({ id }) => id),
    { minLength: left.length, maxLength: left.length },
  );
  const matches = rights.map((ids) => Object.fromEntries(left.map(({ id }, index) => [id, ids[index] ?? ''])));
  return fc.record({ kind: fc.constant('matching'), matches });
}
