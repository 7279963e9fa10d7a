import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { classicFixture, worstError } from '../../test/classic-fixture.ts';
import { drawNormal } from '../foundations/random.ts';
import { dot, type Matrix, matrixOf, rowOf } from './matrix.ts';
import { pca, project } from './pca.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

const { pca: reference } = classicFixture;
const samples = matrixOf(reference.samples);

function normalMatrix(rows: number, columns: number, seed: number): Matrix {
  const random = createRandom(seed);
  return matrixOf(Array.from({ length: rows }, () => Array.from({ length: columns }, () => drawNormal(random))));
}

describe('pca', () => {
  it('gives the mean, components, variances and projections of scikit-learn', () => {
    const result = pca(samples, 4);
    expect(worstError(result.mean, reference.mean)).toBeLessThan(1e-12);
    expect(worstError(result.components.values, reference.components)).toBeLessThan(1e-9);
    expect(worstError(result.variances, reference.variances)).toBeLessThan(1e-9);
    expect(worstError(result.explainedShare, reference.explainedShare)).toBeLessThan(1e-10);
    expect(worstError(project(result, samples).values, reference.projected)).toBeLessThan(1e-9);
  });

  it('gives directions of unit length at right angles, widest first, that together explain everything', () => {
    const { components, variances, explainedShare } = pca(samples, 6);
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) {
        expect(Math.abs(dot(rowOf(components, i), rowOf(components, j)) - (i === j ? 1 : 0))).toBeLessThan(1e-10);
      }
    }
    expect([...variances]).toEqual([...variances].sort((a, b) => b - a));
    expect(explainedShare.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  });

  it('finds the line that samples lie on, with more features than samples', () => {
    const line = matrixOf(
      [-2, -1, 0, 1, 2].map((t) => Array.from({ length: 50 }, (_, i) => t * (i === 7 ? 3 : 0) + 5)),
    );
    const { components, explainedShare } = pca(line, 2);
    expect(rowOf(components, 0)[7]).toBeCloseTo(1, 12);
    expect(explainedShare[0]).toBeCloseTo(1, 12);
    expect(explainedShare[1]).toBeCloseTo(0, 12);
  });

  it('handles images: 300 samples of 784 features', () => {
    const wide = normalMatrix(300, 784, 2);
    const { variances } = pca(wide, 2);
    // Marchenko–Pastur: the largest variance of pure noise is near (1 + √(784/300))² = 6.8
    expect(variances[0]).toBeGreaterThan(6);
    expect(variances[0]).toBeLessThan(7.5);
  });

  it('gives zeros, not NaN, for samples that do not differ', () => {
    const { variances, explainedShare } = pca(
      matrixOf([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
      2,
    );
    expect([...variances, ...explainedShare]).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['one sample', () => pca(matrixOf([[1, 2]]), 1), 'samples'],
    ['more components than features', () => pca(samples, 7), 'components'],
    ['other features', () => project(pca(samples, 1), matrixOf([[1]])), 'samples'],
  ])('refuses %s', (_, call, field) => {
    expect(call).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});

describe('symmetricEigen', () => {
  it('gives values and vectors with A·v = λ·v, falling, for a matrix with equal values too', () => {
    const a = matrixOf([
      [2, 0, 1],
      [0, 3, 0],
      [1, 0, 2],
    ]); // 3, 3, 1
    const { values, vectors } = symmetricEigen(a);
    expect(worstError(values, [3, 3, 1])).toBeLessThan(1e-14);
    for (let i = 0; i < 3; i++) {
      const v = rowOf(vectors, i);
      for (let row = 0; row < 3; row++) {
        expect(Math.abs(dot(rowOf(a, row), v) - (values[i] ?? 0) * (v[row] ?? 0))).toBeLessThan(1e-14);
      }
    }
  });
});
