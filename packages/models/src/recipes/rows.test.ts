import { describe, expect, it } from 'vitest';
import { rowBatches, shuffledIndices } from './rows.ts';

const rows = [
  [1, 2, 3],
  [4, 5],
  [6, 7, 8, 9],
].map((row) => Int32Array.from(row));
const options = { batchSize: 3, seed: 5 };

describe('rowBatches', () => {
  it('sees every row once an epoch, from its first token on, and counts no padding', () => {
    const data = rowBatches(rows, rows, options);
    expect(data.blockSize).toBe(3);
    for (let epoch = 0; epoch < 3; epoch++) {
      const { inputs, targets, shape } = data.next();
      expect(shape).toEqual([3, 3]);
      const lines = [0, 1, 2].map(
        (row) => `${inputs.slice(row * 3, row * 3 + 3)} ${targets.slice(row * 3, row * 3 + 3)}`,
      );
      expect(lines.sort()).toEqual(['1,2,0 2,3,-1', '4,0,0 5,-1,-1', '6,7,8 7,8,9']);
    }
  });

  it('goes on where its state was taken', () => {
    const data = rowBatches(rows, rows, { ...options, batchSize: 2 });
    data.next();
    const { state } = data;
    const batches = [data.next(), data.next()];
    const again = rowBatches(rows, rows, { batchSize: 2, seed: 0 });
    again.restore(state);
    expect([again.next(), again.next()]).toEqual(batches);
  });

  it('gives the same validation batches each time, the last one as long as is left', () => {
    const data = rowBatches(rows, rows, { ...options, batchSize: 2 });
    expect(data.validation(9).map(({ shape }) => shape)).toEqual([
      [2, 2],
      [1, 3],
    ]);
    expect(data.validation(1)).toEqual(data.validation(9).slice(0, 1));
  });
});

describe('shuffledIndices', () => {
  it('gives each index once, in an order that depends on the seed', () => {
    expect([...shuffledIndices(50, 1)].sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
    expect(shuffledIndices(50, 1)).not.toEqual(shuffledIndices(50, 2));
    expect(shuffledIndices(50, 1)).toEqual(shuffledIndices(50, 1));
  });
});
