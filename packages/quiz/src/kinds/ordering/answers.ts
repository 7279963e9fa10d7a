/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { OrderingPublic, OrderingResponse } from './public.ts';

export function answersTo({ items }: OrderingPublic): fc.Arbitrary<OrderingResponse> {
  const ids = items.map(({ id }) => id);
  return fc.record({ kind: fc.constant('ordering'), order: fc.shuffledSubarray(ids, { minLength: ids.length }) });
}
