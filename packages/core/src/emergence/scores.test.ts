import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, scoreOutputs } from './scores.ts';

describe('scoreOutputs', () => {
  it('gives nothing for a near miss in exact match, and most of the point per token', () => {
    const scores = scoreOutputs(['0125', '0124', '1125'], ['0125', '0125', '0125']);
    expect(scores.exactMatch).toBeCloseTo(1 / 3, 12);
    expect(scores.tokenAccuracy).toBeCloseTo((1 + 0.75 + 0.75) / 3, 12);
    expect(scores.editDistance).toBeCloseTo(2 / 3, 12);
    expect(scores.independentExactMatch).toBeCloseTo(((1 + 0.75 + 0.75) / 3) ** 4, 12);
  });

  it('makes a smooth score steep: exact match of independent errors is p to the power of the length', () => {
    const answers = ['00000000'];
    const shares = [2, 4, 6, 7].map((right) => scoreOutputs(['0'.repeat(right) + '1'.repeat(8 - right)], answers));
    expect(shares.map(({ tokenAccuracy }) => tokenAccuracy)).toEqual([0.25, 0.5, 0.75, 0.875]);
    expect(shares.map(({ independentExactMatch: e }) => e)).toEqual([0.25 ** 8, 0.5 ** 8, 0.75 ** 8, 0.875 ** 8]);
  });

  it('counts what is missing and what is too much as wrong', () => {
    expect(scoreOutputs(['01'], ['0123']).tokenAccuracy).toBe(0.5);
    expect(scoreOutputs(['01234'], ['0123'])).toMatchObject({ exactMatch: 0, tokenAccuracy: 1, editDistance: 1 });
  });

  it('refuses other numbers of outputs and answers, or none', () => {
    expect(() => scoreOutputs([], [])).toThrow(/0 outputs and 0 answers/);
    expect(() => scoreOutputs(['1'], ['1', '2'])).toThrow(/1 outputs and 2 answers/);
  });
});

describe('editDistance', () => {
  it('gives the textbook values', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abc', 'abc')).toBe(0);
  });

  it('is symmetric, and never more than the longer or less than the difference of lengths', () => {
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
