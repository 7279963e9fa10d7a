import { describe, expect, it } from 'vitest';
import { learningRateAt } from './schedule.ts';

const config = { learningRate: 1, minLearningRate: 0.2, warmupSteps: 4, maxSteps: 14 };

describe('learningRateAt', () => {
  it('climbs in equal steps and reaches the full rate when the warm-up is over', () => {
    expect([0, 1, 2, 3, 4].map((step) => learningRateAt(step, config))).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('is half way between high and low in the middle of the cosine, and low from the end on', () => {
    expect(learningRateAt(9, config)).toBeCloseTo(0.6, 12);
    expect(learningRateAt(14, config)).toBe(0.2);
    expect(learningRateAt(99, config)).toBe(0.2);
  });

  it('never rises after the warm-up', () => {
    const rates = Array.from({ length: 12 }, (_, i) => learningRateAt(i + 4, config));
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
  });

  it('starts at the full rate without a warm-up', () => {
    expect(learningRateAt(0, { ...config, warmupSteps: 0 })).toBe(1);
  });
});
