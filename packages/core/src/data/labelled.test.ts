import { expect, it } from 'vitest';
import { labelledBatches } from './labelled.ts';

const text = (label: number, length = 3) => ({ tokenIds: new Int32Array(length).fill(10 + label), label });
const options = { batchSize: 2, blockSize: 12, seed: 1 };

it('gives every row its label, and marks the padding', () => {
  const { inputs, targets, shape, mask } = labelledBatches([text(0), text(1, 5)], [], options).next();
  expect(shape).toEqual([2, 8]);
  for (const [row, label] of targets.entries()) {
    const length = label === 0 ? 3 : 5;
    const rowOf = (list: ArrayLike<number> = []) => Array.from(list).slice(row * 8, row * 8 + 8);
    expect(rowOf(inputs)).toEqual(Array.from({ length: 8 }, (_, i) => (i < length ? 10 + label : 0)));
    expect(rowOf(mask)).toEqual(Array.from({ length: 8 }, (_, i) => (i < length ? 1 : 0)));
  }
  expect([...targets].sort()).toEqual([0, 1]);
});

it('shows every text once per epoch and goes on from a saved state', () => {
  const make = () =>
    labelledBatches(
      [0, 1, 2, 3, 4].map((label) => text(label)),
      [text(7)],
      options,
    );
  const [first, second] = [make(), make()];
  const labels = Array.from({ length: 5 }, () => [...first.next().targets]).flat();
  expect([labels.slice(0, 5).sort(), labels.slice(5).sort()]).toEqual([
    [0, 1, 2, 3, 4],
    [0, 1, 2, 3, 4],
  ]);
  second.restore(JSON.parse(JSON.stringify(first.state)));
  expect(second.next()).toEqual(first.next());
  expect(first.validation(3).map(({ targets }) => [...targets])).toEqual([[7]]);
});

it.each([
  ['no text', [], /no text to train on/],
  ['a long text', [text(0, 13)], /a text of 13 tokens.*12, tokens/],
  ['a label that is no number of one', [text(-1)], /label -1/],
])('refuses %s', (_, examples, words) => {
  expect(() => labelledBatches(examples, [], options)).toThrow(words);
});
