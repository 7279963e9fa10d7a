import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../test/fixtures/hallucination/expected.json' with { type: 'json' };
import { wilsonInterval } from './wilson-interval.ts';

describe('wilsonInterval', () => {
  it.each(fixture.wilson)(
    "gives scipy's bounds for $count of $total at level $level",
    ({ count, total, z, low, high }) => {
      const rate = wilsonInterval(count, total, z);
      expect(rate.low).toBeCloseTo(low, 12);
      expect(rate.high).toBeCloseTo(high, 12);
    },
  );

  it('holds the share and stays inside 0 to 1', () => {
    const cases = fc
      .integer({ min: 1, max: 500 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(cases, ([count, total]) => {
        const { low, share, high } = wilsonInterval(count, total);
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
        expect(wilsonInterval(total - count, total).low).toBeCloseTo(1 - high, 10);
      }),
      { seed: 1 },
    );
  });

  it('knows nothing of no cases, and refuses what is no count', () => {
    expect(wilsonInterval(0, 0)).toEqual({ count: 0, total: 0, share: Number.NaN, low: Number.NaN, high: Number.NaN });
    for (const [count, total] of [
      [2, 1],
      [-1, 3],
      [0.5, 3],
    ] as const) {
      expect(() => wilsonInterval(count, total)).toThrow(/wilsonInterval: .* whole numbers from 0/);
    }
  });
});
