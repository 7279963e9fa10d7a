/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { TrueFalsePublic, TrueFalseResponse } from './public.ts';

export function answersTo({ reasons }: TrueFalsePublic): fc.Arbitrary<TrueFalseResponse> {
  return fc.record({
    kind: fc.constant('true-false'),
    verdict: fc.boolean(),
    reason: fc.constantFrom(...reasons.map(({ id }) => id)),
  });
}
