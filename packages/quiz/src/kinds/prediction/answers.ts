/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { PredictionPublic, PredictionResponse } from './public.ts';

export function answersTo(_question: PredictionPublic): fc.Arbitrary<PredictionResponse> {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
  return fc.record({ kind: fc.constant('prediction'), value });
}
