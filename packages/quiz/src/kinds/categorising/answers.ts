/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { CategorisingPublic, CategorisingResponse } from './public.ts';

export function answersTo({ groups, items }: CategorisingPublic): fc.Arbitrary<CategorisingResponse> {
  const group = fc.constantFrom(...groups.map(({ id }) => id));
  const placed = fc.record(Object.fromEntries(items.map(({ id }) => [id, group])));
  return fc.record({ kind: fc.constant('categorising'), placed });
}
