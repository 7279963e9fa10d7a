import { describe, expect, it } from 'vitest';
import { prefixMatchingScore } from './head-scores.ts';

const LENGTH = 12;
const PERIOD = 4;

/** [T, T] of a head that pays `weight(i, j)` from token i to token j. */
function attention(weight: (i: number, j: number) => number): Float32Array {
  return Float32Array.from({ length: LENGTH ** 2 }, (_, index) => weight(Math.floor(index / LENGTH), index % LENGTH));
}

describe('prefixMatchingScore', () => {
  it('is 1 for a head that looks at what followed last time', () => {
    expect(
      prefixMatchingScore(
        attention((i, j) => (j === i - PERIOD + 1 ? 1 : 0)),
        { length: LENGTH, period: PERIOD },
      ),
    ).toBe(1);
  });

  it('counts all earlier rounds', () => {
    const split = attention((i, j) =>
      i >= 2 * PERIOD && (j === i - 3 || j === i - 7) ? 0.5 : i < 2 * PERIOD && j === i - 3 ? 1 : 0,
    );
    expect(prefixMatchingScore(split, { length: LENGTH, period: PERIOD })).toBe(1);
  });

  it('is 0 for a head that looks at itself, at the token before, or at the same token last time', () => {
    for (const back of [0, 1, PERIOD]) {
      expect(
        prefixMatchingScore(
          attention((i, j) => (j === i - back ? 1 : 0)),
          { length: LENGTH, period: PERIOD },
        ),
      ).toBe(0);
    }
  });

  it('is told per shift: a head that looks one further is in step, not on the spot', () => {
    const further = attention((i, j) => (j === i - PERIOD + 2 ? 1 : 0));
    expect(prefixMatchingScore(further, { length: LENGTH, period: PERIOD })).toBe(0);
    expect(prefixMatchingScore(further, { length: LENGTH, period: PERIOD, shift: 2 })).toBe(1);
  });

  it('is what chance gives for a head that looks everywhere alike', () => {
    const even = prefixMatchingScore(
      attention((i, j) => (j <= i ? 1 / (i + 1) : 0)),
      { length: LENGTH, period: PERIOD },
    );
    const expected = [4, 5, 6, 7, 8, 9, 10, 11].map((i) => (i >= 8 ? 2 : 1) / (i + 1));
    expect(even).toBeCloseTo(expected.reduce((a, b) => a + b) / 8, 6);
  });
});
