/** Answers that the form can produce, for the tests of all kinds. */
import fc from 'fast-check';
import type { ShortTextPublic, ShortTextResponse } from './public.ts';

export function answersTo(_question: ShortTextPublic): fc.Arbitrary<ShortTextResponse> {
  const text = fc.stringMatching(/^[a-z交叉熵 ]*[a-z熵]$/).filter(({ length }) => length <= 300);
  return fc.record({ kind: fc.constant('short-text'), text });
}
