import { describe, expect, test } from 'vitest';
import maths from '../../test/fixtures/align/maths.json' with { type: 'json' };
import { adaptiveKl, fixedKl, klK1, klK3 } from './kl.ts';

const { kl: fixture, adaptive } = maths;

describe('estimators', () => {
  test('give what PyTorch gives', () => {
    klK1(fixture.logProbs, fixture.refLogProbs).forEach((value, i) => {
      expect(value).toBeCloseTo(fixture.k1[i] ?? Number.NaN, 10);
    });
    klK3(fixture.logProbs, fixture.refLogProbs).forEach((value, i) => {
      expect(value).toBeCloseTo(fixture.k3[i] ?? Number.NaN, 10);
    });
  });

  test('both have the exact KL as their mean under the policy', () => {
    const [policy, reference] = [
      [0.7, 0.2, 0.1],
      [0.3, 0.3, 0.4],
    ] as const;
    const exact = policy.reduce((sum, p, i) => sum + p * Math.log(p / (reference[i] ?? 0)), 0);
    for (const estimate of [klK1, klK3]) {
      const values = estimate(policy.map(Math.log), reference.map(Math.log));
      expect(policy.reduce((sum, p, i) => sum + p * (values[i] ?? 0), 0)).toBeCloseTo(exact, 12);
    }
  });

  test('k3 is never negative, near equality too', () => {
    const logProbs = Array.from({ length: 200 }, (_, i) => -i / 50);
    const moved = logProbs.map((value, i) => value + (i % 2 === 0 ? 1e-9 : -1e-9));
    expect(Math.min(...klK3(logProbs, moved))).toBeGreaterThanOrEqual(0);
  });
});

describe('adaptiveKl', () => {
  test('moves β as the paper says', () => {
    const controller = adaptiveKl(adaptive);
    const coefficients = adaptive.kls.map((kl) => {
      controller.update(kl);
      return controller.coefficient;
    });
    coefficients.forEach((value, i) => {
      expect(value).toBeCloseTo(adaptive.coefficients[i] ?? Number.NaN, 12);
    });
  });

  test('goes on from a saved coefficient', () => {
    const controller = adaptiveKl({ target: 5 });
    controller.set(0.7);
    controller.update(5);
    expect(controller.coefficient).toBeCloseTo(0.7, 12);
  });

  test('refuses a target of 0', () => {
    expect(() => adaptiveKl({ target: 0 })).toThrow(/adaptiveKl: target is 0; a number above 0/);
  });
});

describe('fixedKl', () => {
  test('never moves', () => {
    const controller = fixedKl(0.05);
    controller.update(1000);
    expect(controller.coefficient).toBe(0.05);
  });

  test('refuses a negative β', () => {
    expect(() => fixedKl(-1)).toThrow(/coefficient is -1/);
  });
});
