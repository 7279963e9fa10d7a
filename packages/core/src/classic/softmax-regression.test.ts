import { describe, expect, it } from 'vitest';
import { classicFixture, worstError } from '../../test/classic-fixture.ts';
import { ConfigError } from '../foundations/errors.ts';
import { logisticGradient, logisticProbabilities, trainLogistic } from './logistic-regression.ts';
import { matrixOf } from './matrix.ts';
import { accuracy } from './metrics.ts';
import { likeliestClasses, softmaxGradient, softmaxProbabilities, trainSoftmax } from './softmax-regression.ts';

const { samples: rows, labels, binaryLabels, l2, logistic, softmax } = classicFixture;
const samples = matrixOf(rows);
const DESCENT = { learningRate: 0.5, l2, maxSteps: 4000, seed: 1 };

function lastOf<T>(steps: Iterable<T>): T {
  let last: T | undefined;
  for (const step of steps) last = step;
  if (last === undefined) throw new Error('no step');
  return last;
}

describe('trainSoftmax', () => {
  it('ends at the coefficients and probabilities of scikit-learn', () => {
    const { model, gradNorm } = lastOf(trainSoftmax(samples, labels, { ...DESCENT, classes: 3 }));
    expect(gradNorm).toBeLessThan(1e-9);
    expect(worstError(model.weights.values, softmax.weights)).toBeLessThan(1e-6);
    // scikit-learn shifts no bias; only differences between biases matter, so the means are taken off
    const centred = (bias: ArrayLike<number>) =>
      Array.from(bias, (b) => b - Array.from(bias).reduce((x, y) => x + y) / 3);
    expect(worstError(centred(model.bias), centred(softmax.bias))).toBeLessThan(1e-6);
    expect(worstError(softmaxProbabilities(model, samples).values, softmax.probabilities)).toBeLessThan(1e-6);
  });

  it('starts where every class is equally likely, and its loss falls', () => {
    const losses = Array.from(trainSoftmax(samples, labels, { ...DESCENT, classes: 3, maxSteps: 20 }), (s) => s.loss);
    expect(losses[0]).toBeCloseTo(Math.log(3), 12);
    for (let i = 2; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1] ?? 0);
  });

  it('has the gradient of its loss, by finite differences', () => {
    const { model } = lastOf(trainSoftmax(samples, labels, { ...DESCENT, classes: 3, maxSteps: 3 }));
    const { weights, bias } = softmaxGradient(model, samples, labels, l2);
    const h = 1e-5;
    for (const [list, gradient] of [
      [model.weights.values, weights.values],
      [model.bias, bias],
    ] as const) {
      for (let i = 0; i < list.length; i++) {
        const value = list[i] ?? 0;
        list[i] = value + h;
        const above = softmaxGradient(model, samples, labels, l2).loss;
        list[i] = value - h;
        const below = softmaxGradient(model, samples, labels, l2).loss;
        list[i] = value;
        expect(Math.abs((above - below) / (2 * h) - (gradient[i] ?? Number.NaN))).toBeLessThan(1e-8);
      }
    }
  });

  it('keeps earlier snapshots as they were, and learns from mini-batches in an order that the seed gives', () => {
    const options = { ...DESCENT, classes: 3, batchSize: 8, maxSteps: 200, learningRate: 0.1 };
    const snapshots = [...trainSoftmax(samples, labels, options)];
    expect(snapshots[0]?.model.weights.values.every((value) => value === 0)).toBe(true);
    const last = snapshots.at(-1);
    expect(lastOf(trainSoftmax(samples, labels, options)).model).toEqual(last?.model);
    expect(lastOf(trainSoftmax(samples, labels, { ...options, seed: 2 })).model).not.toEqual(last?.model);
    if (last)
      expect(accuracy(likeliestClasses(softmaxProbabilities(last.model, samples)), labels)).toBeGreaterThan(0.8);
  });

  it('stays finite for features that would overflow exp', () => {
    const huge = matrixOf([[1e4], [-1e4]]);
    const { loss, model } = lastOf(trainSoftmax(huge, [0, 1], { ...DESCENT, classes: 2, maxSteps: 5 }));
    expect(Number.isFinite(loss)).toBe(true);
    expect([...softmaxProbabilities(model, huge).values]).toEqual([1, 0, 0, 1]);
  });

  it.each([
    ['a label too large', () => [...trainSoftmax(samples, labels, { ...DESCENT, classes: 2 })], 'labels'],
    ['too few labels', () => [...trainSoftmax(samples, [0, 1], { ...DESCENT, classes: 3 })], 'labels'],
    [
      'a learning rate of 0',
      () => [...trainSoftmax(samples, labels, { ...DESCENT, classes: 3, learningRate: 0 })],
      'learningRate',
    ],
    ['a negative penalty', () => [...trainSoftmax(samples, labels, { ...DESCENT, classes: 3, l2: -1 })], 'l2'],
    ['a batch of 0', () => [...trainSoftmax(samples, labels, { ...DESCENT, classes: 3, batchSize: 0 })], 'batchSize'],
    ['ragged rows', () => matrixOf([[1, 2], [3]]), 'rows'],
    ['NaN', () => matrixOf([[1, Number.NaN]]), 'rows'],
    ['no rows', () => matrixOf([]), 'rows'],
  ])('refuses %s', (_, call, field) => {
    expect(call).toThrow(ConfigError);
    expect(call).toThrow(expect.objectContaining({ field }));
  });
});

describe('trainLogistic', () => {
  it('ends at the coefficients and probabilities of scikit-learn', () => {
    const { model } = lastOf(trainLogistic(samples, binaryLabels, DESCENT));
    expect(worstError(model.weights, logistic.weights)).toBeLessThan(1e-6);
    expect(Math.abs(model.bias - logistic.bias)).toBeLessThan(1e-6);
    expect(worstError(logisticProbabilities(model, samples), logistic.probabilities)).toBeLessThan(1e-6);
  });

  it('has the gradient of its loss, by finite differences', () => {
    const model = { weights: Float64Array.of(0.3, -0.2, 0.5), bias: 0.1 };
    const { weights, bias } = logisticGradient(model, samples, binaryLabels, l2);
    const h = 1e-5;
    const lossAt = (i: number, by: number) =>
      logisticGradient(
        i === 3
          ? { ...model, bias: model.bias + by }
          : { ...model, weights: model.weights.map((weight, j) => (j === i ? weight + by : weight)) },
        samples,
        binaryLabels,
        l2,
      ).loss;
    for (const [i, expected] of [...weights, bias].entries()) {
      expect(Math.abs((lossAt(i, h) - lossAt(i, -h)) / (2 * h) - expected)).toBeLessThan(1e-8);
    }
  });

  it('refuses samples with other features than it was trained on', () => {
    expect(() => logisticProbabilities({ weights: Float64Array.of(1), bias: 0 }, samples)).toThrow(
      /3 features.*1, as in training/,
    );
  });
});
