import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const split = (text: string) =>
  splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it.each([
    ['自签收起七天。运费谁出？商店！', ['自签收起七天。', '运费谁出？', '商店！']],
    ['他说：“可以退。”然后走了。', ['他说：“可以退。”', '然后走了。']],
    ['Mr. Smith paid 3.50 dollars. He left.', ['Mr. Smith paid 3.50 dollars.', 'He left.']],
    ['Use v2.1 e.g. here. See no. 5!', ['Use v2.1 e.g. here.', 'See no. 5!']],
    ['It ended at 5 p.m. yesterday. Done', ['It ended at 5 p.m. yesterday.', 'Done']],
    ['Wait... what?! Yes... No.', ['Wait... what?!', 'Yes...', 'No.']],
    ['line one\nline two', ['line one', 'line two']],
    ['  \n ', []],
  ])('cuts %j', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it('loses nothing but white space, keeps order, and never touches text outside the span', () => {
    const text = fc
      .array(fc.constantFrom('。', '.', ' ', '\n', '”', 'a', 'B', '退', '3', '!', '…', '😀'))
      .map((list) => list.join(''));
    fc.assert(
      fc.property(text, fc.nat(10), (string, skip) => {
        const span = { start: Math.min(skip, string.length), end: string.length };
        const spans = splitSentences(string, span);
        expect(
          spans
            .map(({ start, end }) => string.slice(start, end))
            .join('')
            .replace(/\s/g, ''),
        ).toBe(string.slice(span.start).replace(/\s/g, ''));
        for (const [i, { start, end }] of spans.entries()) {
          expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? span.start);
          expect(string.slice(start, end)).toBe(string.slice(start, end).trim());
          expect(end).toBeGreaterThan(start);
        }
      }),
      { seed: 1 },
    );
  });
});
