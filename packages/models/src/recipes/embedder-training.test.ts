import { expect, it } from 'vitest';
import type { Pair } from './embedder-pairs.ts';
import { createEmbedderTraining } from './embedder-training.ts';

const OPTIONS = { rows: 40, dimensions: 6, temperature: 0.3, learningRate: 0.1, seed: 2 };
const pairs: readonly Pair[] = [
  ['退货', 'send it back'],
  ['tea', '茶'],
  ['opening hours', '几点开门'],
];

it('the written gradients are the differences of the loss', () => {
  const { weights, gradients } = createEmbedderTraining(OPTIONS);
  const { table, importance } = gradients(pairs);
  const [tableSlopes, importanceSlopes] = [table.slice(), importance.slice()];
  const difference = (values: Float32Array, at: number) => {
    const [kept, step] = [values[at] ?? 0, 1e-2];
    const lossAt = (value: number) => {
      values[at] = value;
      return gradients(pairs).loss;
    };
    const slope = (lossAt(kept + step) - lossAt(kept - step)) / (2 * step);
    values[at] = kept;
    return slope;
  };
  for (let at = 0; at < weights.table.length; at += 7) {
    expect(Math.abs((tableSlopes[at] ?? 0) - difference(weights.table, at))).toBeLessThan(2e-4);
  }
  for (let row = 0; row < OPTIONS.rows; row += 3) {
    expect(Math.abs((importanceSlopes[row] ?? 0) - difference(weights.importance, row))).toBeLessThan(2e-4);
  }
});

it('begins at the loss of chance and learns three pairs by heart; the same seed gives the same bits', () => {
  const run = () => {
    const training = createEmbedderTraining({ ...OPTIONS, rows: 2000, dimensions: 32 });
    return Array.from({ length: 40 }, () => training.step(pairs));
  };
  const losses = run();
  expect(losses.at(-1)).toBeLessThan(0.05);
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(run()).toEqual(losses);
});
