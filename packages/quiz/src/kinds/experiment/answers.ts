/** Answers that a measurement can produce, for the tests of all kinds. */
import fc from 'fast-check';
import { EVALUATORS, type ExperimentPublic, type ExperimentResponse } from './public.ts';

export function answersTo({ evaluator }: ExperimentPublic): fc.Arbitrary<ExperimentResponse> {
  const value = fc.oneof(fc.double({ min: -1, max: 8, noNaN: true }), fc.integer({ min: 1, max: 1_000_000 }));
  const metrics = fc.record(Object.fromEntries(EVALUATORS[evaluator].metrics.map((name) => [name, value])), {
    requiredKeys: [EVALUATORS[evaluator].metrics[0]],
  }) as fc.Arbitrary<Record<string, number>>; // fast-check knows each key by itself
  return fc.record({ kind: fc.constant('experiment'), metrics });
}
