/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { MultipleChoicePublic, MultipleChoiceResponse } from './public.ts';

export function answersTo({ options }: MultipleChoicePublic): fc.Arbitrary<MultipleChoiceResponse> {
  const ids = options.map(({ id }) => id);
  return fc.record({ kind: fc.constant('multiple-choice'), choices: fc.shuffledSubarray(ids, { minLength: 1 }) });
}
