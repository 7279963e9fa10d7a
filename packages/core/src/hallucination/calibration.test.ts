import { describe, expect, it } from 'vitest';
import fixture from '../../test/fixtures/hallucination/expected.json' with { type: 'json' };
import { calibrate } from './calibration.ts';

describe('calibrate', () => {
  it('gives 0.4 when two answers at 90 % are half right', () => {
    const { ece, maxGap, brier, bins } = calibrate([
      { confidence: 0.9, right: true },
      { confidence: 0.9, right: false },
    ]);
    expect([ece, maxGap]).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.4, 12)]);
    expect(brier).toBeCloseTo((0.01 + 0.81) / 2, 12);
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 2, 0]);
  });

  it.each(fixture.calibration)('agrees with scikit-learn and numpy on $bins bins', (expected) => {
    const answers = expected.confidence.map((confidence, i) => ({ confidence, right: expected.right[i] ?? false }));
    const { ece, brier, bins } = calibrate(answers, expected.bins);
    expect(ece).toBeCloseTo(expected.ece, 12);
    expect(brier).toBeCloseTo(expected.brier, 12);
    expect(bins.map(({ count }) => count)).toEqual(expected.counts);
    const filled = bins.filter(({ count }) => count > 0);
    for (const [i, { accuracy, meanConfidence }] of filled.entries()) {
      expect(accuracy).toBeCloseTo(expected.accuracy[i] ?? Number.NaN, 12);
      expect(meanConfidence).toBeCloseTo(expected.meanConfidence[i] ?? Number.NaN, 12);
    }
  });

  it('puts 0 into the first bin and 1 into the last', () => {
    const { bins } = calibrate([
      { confidence: 0, right: false },
      { confidence: 1, right: true },
    ]);
    expect([bins[0]?.count, bins[9]?.count]).toEqual([1, 1]);
  });

  it('finds no error where confidence tells the truth', () => {
    const answers = [0, 0, 0, 1].map((right) => ({ confidence: 0.25, right: right === 1 }));
    expect(calibrate(answers).ece).toBe(0);
  });

  it('has no value without answers, and refuses what is no probability', () => {
    expect(calibrate([]).ece).toBeNaN();
    expect(() => calibrate([{ confidence: 1.1, right: true }])).toThrow(/confidence of 1.1/);
    expect(() => calibrate([{ confidence: Number.NaN, right: true }])).toThrow(/confidence of NaN/);
    expect(() => calibrate([], 0)).toThrow(/binCount is 0/);
  });
});
