/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { NumberPublic, NumberResponse } from './public.ts';

export function answersTo(_question: NumberPublic): fc.Arbitrary<NumberResponse> {
  const value = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  return fc.record({ kind: fc.constant('number'), value: value.map(String) });
}
