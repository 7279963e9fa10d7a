import { describe, expect, it } from 'vitest';
import { classicFixture, worstError } from '../../test/classic-fixture.ts';
import { matrixOf } from './matrix.ts';
import { accuracy } from './metrics.ts';
import { createMlp, type MlpLayer, type MlpModel, mlpGradient, mlpProbabilities, trainMlp } from './mlp.ts';
import { likeliestClasses } from './softmax-regression.ts';

const samples = matrixOf(classicFixture.samples);
const { labels } = classicFixture;

const layersOf = (stored: readonly { weights: number[][]; bias: number[] }[]): MlpLayer[] =>
  stored.map(({ weights, bias }) => ({ weights: matrixOf(weights), bias: Float64Array.from(bias) }));

describe('trainMlp', () => {
  it.each(classicFixture.mlp)('follows scikit-learn from the same weights: $activation, $hidden', (reference) => {
    const start: MlpModel = { activation: reference.activation, layers: layersOf(reference.start) };
    const { hidden, activation, l2, learningRate, momentum, losses, end } = reference;
    const options = {
      classes: 3,
      hidden,
      activation,
      l2,
      learningRate,
      momentum,
      start,
      maxSteps: losses.length,
      seed: 1,
    };
    const snapshots = [...trainMlp(samples, labels, options)];
    expect(
      worstError(
        snapshots.slice(1).map(({ loss }) => loss),
        losses,
      ),
    ).toBeLessThan(1e-10);
    const last = snapshots.at(-1)?.model.layers ?? [];
    for (const [i, layer] of end.entries()) {
      expect(worstError(last[i]?.weights.values ?? [], layer.weights)).toBeLessThan(1e-10);
      expect(worstError(last[i]?.bias ?? [], layer.bias)).toBeLessThan(1e-10);
    }
  });

  it.each(['relu', 'tanh'] as const)(
    'backpropagates the gradient of its loss, by finite differences: %s',
    (activation) => {
      const model = createMlp(3, { classes: 3, hidden: [5, 4], activation, seed: 3 });
      const { layers } = mlpGradient(model, samples, labels, 0.02);
      const h = 1e-6;
      for (const [index, { weights, bias }] of model.layers.entries()) {
        const gradient = layers[index];
        for (const [list, expected] of [
          [weights.values, gradient?.weights.values],
          [bias, gradient?.bias],
        ] as const) {
          for (let i = 0; i < list.length; i++) {
            const value = list[i] ?? 0;
            list[i] = value + h;
            const above = mlpGradient(model, samples, labels, 0.02).loss;
            list[i] = value - h;
            const below = mlpGradient(model, samples, labels, 0.02).loss;
            list[i] = value;
            expect(Math.abs((above - below) / (2 * h) - (expected?.[i] ?? Number.NaN))).toBeLessThan(1e-7);
          }
        }
      }
    },
  );

  it('learns exclusive or, which no line can', () => {
    const xor = matrixOf([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const options = {
      classes: 2,
      hidden: [8],
      activation: 'tanh',
      learningRate: 0.5,
      momentum: 0.9,
      maxSteps: 300,
      seed: 1,
    } as const;
    const last = [...trainMlp(xor, [0, 1, 1, 0], options)].at(-1);
    if (!last) throw new Error('no step');
    expect([...likeliestClasses(mlpProbabilities(last.model, xor))]).toEqual([0, 1, 1, 0]);
    expect(last.loss).toBeLessThan(0.05);
  });

  it('gives the same run for the same seed, with mini-batches too', () => {
    const options = { classes: 3, hidden: [8], learningRate: 0.1, batchSize: 16, maxSteps: 100, seed: 4 };
    const [first, second] = [[...trainMlp(samples, labels, options)], [...trainMlp(samples, labels, options)]];
    expect(first).toEqual(second);
    const model = first.at(-1)?.model;
    if (model) expect(accuracy(likeliestClasses(mlpProbabilities(model, samples)), labels)).toBeGreaterThan(0.8);
  });

  it.each([
    ['three hidden layers', { hidden: [2, 2, 2] }, 'hidden'],
    ['a layer of no units', { hidden: [0] }, 'hidden'],
    ['momentum of 1', { momentum: 1 }, 'momentum'],
  ])('refuses %s', (_, wrong, field) => {
    const options = { classes: 3, hidden: [4], learningRate: 0.1, maxSteps: 1, seed: 1, ...wrong };
    expect(() => [...trainMlp(samples, labels, options)]).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
