import { describe, expect, it } from 'vitest';
import { classicFixture, worstError } from '../../test/classic-fixture.ts';
import { matrixOf, rowOf } from './matrix.ts';
import { accuracy, confusionMatrix, meanSilhouette, silhouettes } from './metrics.ts';
import { likeliestClasses } from './softmax-regression.ts';
import { mislabelled, trainTestSplit } from './split.ts';
import { textFeatures } from './text-features.ts';

const samples = matrixOf(classicFixture.samples);
const predicted = likeliestClasses(matrixOf(classicFixture.softmax.probabilities));

describe('metrics', () => {
  it('counts confusions as scikit-learn does, rows being the truth', () => {
    const table = confusionMatrix(predicted, classicFixture.labels, 3);
    expect(table.map((row) => [...row])).toEqual(classicFixture.confusion);
    expect(confusionMatrix([1], [0], 2).map((row) => [...row])).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('gives the share of right labels', () => {
    expect(accuracy([0, 1, 2, 2], [0, 1, 1, 2])).toBe(0.75);
  });

  it('gives the silhouettes of scikit-learn, and 0 for a sample alone', () => {
    expect(
      worstError(silhouettes(samples, classicFixture.kMeans.assignments), classicFixture.silhouettes),
    ).toBeLessThan(1e-12);
    expect(silhouettes(matrixOf([[0], [1], [9]]), [0, 0, 1])[2]).toBe(0);
    expect(meanSilhouette(matrixOf([[1], [1], [1], [1]]), [0, 0, 1, 1])).toBe(0);
  });

  it.each([
    ['no predictions', () => accuracy([], []), 'predicted'],
    ['too few predictions', () => confusionMatrix([0], [0, 1], 2), 'predicted'],
    ['a class out of range', () => confusionMatrix([2], [0], 2), 'labels'],
    ['one group', () => silhouettes(matrixOf([[0], [1]]), [0, 0]), 'assignments'],
  ])('refuses %s', (_, call, field) => {
    expect(call).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});

describe('trainTestSplit', () => {
  it('puts every sample into one of two parts, the same for the same seed', () => {
    const { train, test } = trainTestSplit(50, { testShare: 0.2, seed: 3 });
    expect([train.length, test.length]).toEqual([40, 10]);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(trainTestSplit(50, { testShare: 0.2, seed: 3 })).toEqual({ train, test });
    expect(trainTestSplit(50, { testShare: 0.2, seed: 4 }).test).not.toEqual(test);
  });

  it('leaves neither part empty', () => {
    expect(trainTestSplit(2, { testShare: 0, seed: 1 }).test.length).toBe(1);
    expect(trainTestSplit(2, { testShare: 1, seed: 1 }).train.length).toBe(1);
    expect(() => trainTestSplit(1, { testShare: 0.5, seed: 1 })).toThrow(/count/);
  });
});

describe('mislabelled', () => {
  it('changes exactly the share asked for, each to another class', () => {
    const labels = Array.from({ length: 200 }, (_, i) => i % 4);
    const changed = mislabelled(labels, { share: 0.3, classes: 4, seed: 1 });
    expect(accuracy(changed, labels)).toBe(0.7);
    expect(changed.every((label) => label >= 0 && label < 4)).toBe(true);
    expect([...mislabelled(labels, { share: 0, classes: 4, seed: 1 })]).toEqual(labels);
  });
});

describe('textFeatures', () => {
  it('gives rows of length 1 that are closer for texts that share characters', () => {
    const features = textFeatures(['床前明月光', '明月几时有', 'hello world', '']);
    const closeness = (i: number, j: number) =>
      rowOf(features, i).reduce((sum, value, k) => sum + value * (rowOf(features, j)[k] ?? 0), 0);
    expect(closeness(0, 0)).toBeCloseTo(1, 12);
    expect(closeness(0, 1)).toBeGreaterThan(closeness(0, 2));
    expect(rowOf(features, 3).every((value) => value === 0)).toBe(true);
    expect(textFeatures(['Ab'])).toEqual(textFeatures(['aB']));
    expect(() => textFeatures([])).toThrow(/no text/);
  });
});
