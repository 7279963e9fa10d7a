/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { FreeTextPublic, FreeTextResponse } from './public.ts';

export function answersTo({ minLength }: FreeTextPublic): fc.Arbitrary<FreeTextResponse> {
  const text = fc.string({ maxLength: 200 }).map((typed) => `${typed}${'x'.repeat(minLength)}`);
  const written = fc.record({ kind: fc.constant('free-text' as const), text });
  const met = fc.array(fc.stringMatching(/^o[0-9a-f]{10}$/), { maxLength: 4 });
  return fc.oneof(written, fc.record({ kind: fc.constant('free-text' as const), text, met }));
}
