import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { type Calibration, type CalibrationCase, type Clues, fitCalibration, probabilityOf } from './calibration.ts';

const clues = (sentenceCoverage: number, chunkCosine = 0): Clues => ({
  sentenceCoverage,
  chunkCosine,
  chunkCoverage: 0,
  alikeCoverage: 0,
  sentenceCosine: 0,
  quantity: 0,
  rank: 0,
});
const one = (coverage: number, isAnswer: boolean): CalibrationCase => ({
  candidates: [{ clues: clues(coverage), isAnswer }],
});

/** The objective of fitCalibration, written down a second time. */
function objective(cases: readonly CalibrationCase[], calibration: Calibration, ridge: number): number {
  const losses = cases
    .flatMap(({ candidates }) => candidates)
    .map(
      ({ clues: seen, isAnswer }) =>
        -Math.log(isAnswer ? probabilityOf(seen, calibration) : 1 - probabilityOf(seen, calibration)),
    );
  const squares = Object.values(calibration.weights).reduce((sum, weight) => sum + weight * weight, 0);
  return losses.reduce((sum, loss) => sum + loss, 0) + ((ridge * cases.length) / 2) * squares;
}

describe('fitCalibration', () => {
  const random = createRandom(8);
  const cases = Array.from({ length: 200 }, () => {
    const [x, y] = [random.next(), random.next()];
    const probability = 1 / (1 + Math.exp(-(-3 + 5 * x + 2 * y)));
    return { candidates: [{ clues: clues(x, y), isAnswer: random.next() < probability }] };
  });

  it('finds the minimum: every small step away from it makes the penalised loss larger', () => {
    const best = fitCalibration(cases, { ridge: 0.01 });
    const least = objective(cases, best, 0.01);
    for (const step of [-0.01, 0.01]) {
      expect(objective(cases, { ...best, bias: best.bias + step }, 0.01)).toBeGreaterThan(least);
      for (const name of ['sentenceCoverage', 'chunkCosine', 'rank'] as const) {
        const weights = { ...best.weights, [name]: best.weights[name] + step };
        expect(objective(cases, { ...best, weights }, 0.01)).toBeGreaterThan(least);
      }
    }
  });

  it('comes near the weights that made the data', () => {
    const { bias, weights } = fitCalibration(cases, { ridge: 1e-4 });
    expect(Math.abs(bias + 3)).toBeLessThan(1);
    expect(Math.abs(weights.sentenceCoverage - 5)).toBeLessThan(1.2);
    expect(Math.abs(weights.chunkCosine - 2)).toBeLessThan(1.2);
    expect(weights.rank).toBe(0);
  });

  it('stays finite where the data could be parted perfectly', () => {
    const { bias, weights } = fitCalibration([one(0, false), one(1, true)]);
    expect(Number.isFinite(bias) && Number.isFinite(weights.sentenceCoverage)).toBe(true);
  });

  it('puts the threshold between what is to be refused and what is to be answered', () => {
    const calibration = fitCalibration([
      one(0.1, false),
      one(0.2, false),
      one(0.3, false),
      one(0.7, true),
      one(0.8, true),
    ]);
    expect(probabilityOf(clues(0.3), calibration)).toBeLessThan(calibration.threshold);
    expect(probabilityOf(clues(0.7), calibration)).toBeGreaterThan(calibration.threshold);
  });

  it('counts a case as answered when the answer is the second sentence quoted', () => {
    const second = {
      candidates: [
        { clues: clues(0.72), isAnswer: false },
        { clues: clues(0.7), isAnswer: true },
      ],
    };
    const calibration = fitCalibration([one(0.1, false), one(0.2, false), one(0.9, true), one(0.8, true), second]);
    expect(probabilityOf(clues(0.72), calibration)).toBeGreaterThan(calibration.threshold);
    expect(probabilityOf(clues(0.2), calibration)).toBeLessThan(calibration.threshold);
  });

  it('refuses nothing where every best sentence is right', () => {
    expect(fitCalibration([one(0.5, true), one(0.9, true)]).threshold).toBe(0);
  });
});
