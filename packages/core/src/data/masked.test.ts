import { describe, expect, it } from 'vitest';
import type { MaskingOptions } from './mask-tokens.ts';
import { cutRows, maskedBatches } from './masked.ts';

const [CLS, SEP, MASK, V] = [0, 1, 2, 50];
const masking: MaskingOptions = { vocabSize: V, maskId: MASK, specialIds: [CLS, SEP] };
const ordinary = (length: number, first = 3) => Int32Array.from({ length }, (_, i) => first + (i % (V - 3)));
const options = { ...masking, batchSize: 2, blockSize: 20, seed: 1 };

describe('maskedBatches', () => {
  const rows = [ordinary(5), ordinary(10, 20), ordinary(12, 30)];

  it('pads on the right, marks the padding and asks for nothing there', () => {
    const { inputs, targets, shape, mask } = maskedBatches(rows, [], {
      ...options,
      batchSize: 3,
      paddingId: SEP,
    }).next();
    expect(shape).toEqual([3, 16]);
    const lengths = [0, 1, 2].map((row) => mask?.slice(row * 16, row * 16 + 16).reduce((sum, one) => sum + one, 0));
    expect([...lengths].sort()).toEqual([10, 12, 5]);
    mask?.forEach((one, place) => {
      if (one === 0) expect([inputs[place], targets[place]]).toEqual([SEP, -1]);
    });
  });

  it('masks a row anew every epoch, and validation the same every time', () => {
    const data = maskedBatches([ordinary(20)], rows, { ...options, batchSize: 1 });
    expect(data.next().targets).not.toEqual(data.next().targets);
    expect(data.validation(9)).toEqual(data.validation(9));
    expect(data.validation(9)).toHaveLength(3);
  });

  it('repeats with the seed and goes on from a saved state', () => {
    const [first, second] = [maskedBatches(rows, [], options), maskedBatches(rows, [], options)];
    first.next();
    first.next();
    second.restore(JSON.parse(JSON.stringify(first.state)));
    expect(second.next()).toEqual(first.next());
    expect(maskedBatches(rows, [], { ...options, seed: 2 }).next()).not.toEqual(
      maskedBatches(rows, [], options).next(),
    );
  });

  it.each([
    ['share', { share: 0 }],
    ['share', { share: 1 }],
    ['maskId', { maskId: 50 }],
    ['specialIds', { specialIds: [-1] }],
    ['specialIds', { vocabSize: 3 }],
    ['blockSize', { blockSize: 0 }],
    ['seed', { seed: 0.5 }],
  ])('names %s when it is out of range', (field, wrong) => {
    expect(() => maskedBatches(rows, [], { ...options, ...wrong })).toThrow(expect.objectContaining({ field }));
  });

  it('refuses no rows, and rows of a length that does not fit', () => {
    expect(() => maskedBatches([], [], options)).toThrow(/no row to train on/);
    expect(() => maskedBatches([ordinary(21)], [], options)).toThrow(/a row of 21 tokens.*cutRows/);
    expect(() => maskedBatches([ordinary(2)], [new Int32Array(0)], options)).toThrow(/a row of 0 tokens/);
  });
});

describe('cutRows', () => {
  it('cuts a corpus into rows between special tokens, the last one shorter', () => {
    const rows = cutRows(Int32Array.of(10, 11, 12, 13, 14), { blockSize: 4, first: [CLS], last: [SEP] });
    expect(rows.map((row) => [...row])).toEqual([
      [CLS, 10, 11, SEP],
      [CLS, 12, 13, SEP],
      [CLS, 14, SEP],
    ]);
    expect(() => cutRows(Int32Array.of(1), { blockSize: 2, first: [CLS], last: [SEP] })).toThrow(/more than 2/);
  });
});
