/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { BlanksPublic, BlanksResponse } from './public.ts';

export function answersTo({ blanks }: BlanksPublic): fc.Arbitrary<BlanksResponse> {
  const number = fc.oneof(fc.constantFrom('32', '３２', '5'), fc.integer().map(String));
  const words = fc.oneof(fc.constantFrom('困惑度', 'Perplexity', '熵'), fc.stringMatching(/^[a-z熵]{1,12}$/));
  const typed = Object.fromEntries(blanks.map(({ id, numeric }) => [id, numeric ? number : words]));
  return fc.record({ kind: fc.constant('blanks'), typed: fc.record(typed) });
}
