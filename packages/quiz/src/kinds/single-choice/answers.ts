/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { SingleChoicePublic, SingleChoiceResponse } from './public.ts';

export function answersTo({ options }: SingleChoicePublic): fc.Arbitrary<SingleChoiceResponse> {
  return fc.record({ kind: fc.constant('single-choice'), choice: fc.constantFrom(...options.map(({ id }) => id)) });
}
