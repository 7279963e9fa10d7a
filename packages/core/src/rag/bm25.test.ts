import fc from 'fast-check';
import okapi from 'okapibm25';
import { describe, expect, it } from 'vitest';
import { Bm25Index, inverseDocumentFrequency } from './bm25.ts';

type Score = (documents: string[], keywords: string[], constants?: { k1: number; b: number }) => unknown;
/** The library is CommonJS with its function one level deeper. */
const BM25 = (okapi as unknown as { default?: Score }).default ?? (okapi as unknown as Score);

const texts = [
  'cat dog cat bird',
  'dog fish',
  'bird bird bird tree cat fish lake moon',
  'moon',
  'sun moon lake tree fish dog cat bird owl fox',
];
const build = (list: readonly string[], options = {}) => {
  const index = new Bm25Index(options);
  for (const [i, text] of list.entries()) index.add(`d${i}`, text.split(' '));
  return index;
};
const scoresOf = (index: Bm25Index, terms: readonly string[]) =>
  new Map(index.search(terms, 1000).map(({ id, score }) => [id, score]));

describe('Bm25Index', () => {
  it('scores a case worked out by hand', () => {
    // N = 2, avgdl = 3; "a" stands in both: idf = ln(1 + 0.5/2.5); "b" in one: idf = ln(1 + 1.5/1.5) = ln 2
    const index = build(['a a b', 'a c c']);
    const idfA = Math.log(1.2);
    // |d| = avgdl, so the denominator is tf + 1.2
    expect(scoresOf(index, ['a', 'b']).get('d0')).toBeCloseTo((idfA * 2 * 2.2) / 3.2 + (Math.LN2 * 2.2) / 2.2, 12);
    expect(scoresOf(index, ['a', 'b']).get('d1')).toBeCloseTo((idfA * 2.2) / 2.2, 12);
  });

  it.each([
    [{}, undefined],
    [
      { k1: 2, b: 0.3 },
      { k1: 2, b: 0.3 },
    ],
  ])(
    'gives the scores of okapibm25, same variant: idf = ln(1 + (N − n + ½)/(n + ½)), factor k₁ + 1 (%j)',
    (options, constants) => {
      const index = build(texts, options);
      for (const query of [['cat'], ['dog', 'moon'], ['bird', 'bird', 'tree'], ['owl', 'nothing']]) {
        const expected = BM25(texts, query, constants) as number[];
        const found = scoresOf(index, query);
        for (const [i, score] of expected.entries()) expect(found.get(`d${i}`) ?? 0).toBeCloseTo(score, 10);
      }
    },
  );

  it('after any adding and removing scores as an index that never held what was removed', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const text = fc.array(word, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.option(text)), { maxLength: 40 }), (steps) => {
        const changed = new Bm25Index();
        const kept = new Map<string, string[]>();
        for (const [number, terms] of steps) {
          const id = `d${number}`;
          if (terms) {
            changed.add(id, terms);
            kept.set(id, terms);
          } else expect(changed.remove(id)).toBe(kept.delete(id));
        }
        const fresh = new Bm25Index();
        for (const [id, terms] of kept) fresh.add(id, terms);
        expect(changed.search(['a', 'b', 'e'], 10)).toEqual(fresh.search(['a', 'b', 'e'], 10));
        expect(['a', 'b', 'z'].map((term) => changed.frequency(term))).toEqual(
          ['a', 'b', 'z'].map((term) => fresh.frequency(term)),
        );
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('returns the best, ties by id, and reads only the postings of the terms asked for', () => {
    const index = build(Array.from({ length: 500 }, (_, i) => (i % 10 === 0 ? 'rare common' : 'other common')));
    expect(index.search(['rare'], 3).map(({ id }) => id)).toEqual(['d0', 'd10', 'd100']);
    expect(index.visited).toBe(50);
    expect(index.search(['absent'], 3)).toEqual([]);
    expect(index.visited).toBe(50);
  });

  it('never gives a negative weight, not even to a term that stands everywhere', () => {
    expect(inverseDocumentFrequency(10, 10)).toBeGreaterThan(0);
    expect(inverseDocumentFrequency(10, 0)).toBeGreaterThan(inverseDocumentFrequency(10, 1));
  });
});
