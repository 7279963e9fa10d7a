import { describe, expect, it } from 'vitest';
import { batches } from './batches.ts';

const tokenIds = Int32Array.from({ length: 100 }, (_, i) => i);
const options = { batchSize: 3, blockSize: 4, seed: 1 };

describe('batches', () => {
  it('holds out the last tenth and trains on the rest only', () => {
    const data = batches(tokenIds, options);
    expect([...data.validationTokenIds]).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
    for (let draw = 0; draw < 200; draw++) expect(Math.max(...data.next().targets)).toBeLessThan(90);
  });

  it('gives targets that are the inputs moved on by one', () => {
    const { inputs, targets, shape } = batches(tokenIds, options).next();
    expect(shape).toEqual([3, 4]);
    expect([...targets]).toEqual([...inputs].map((id) => id + 1));
    expect([1, 2, 3].map((i) => (inputs[i] ?? 0) - (inputs[0] ?? 0))).toEqual([1, 2, 3]);
  });

  it('reaches the first and the last window of the training part', () => {
    const data = batches(tokenIds, options);
    const starts = new Set<number>();
    for (let draw = 0; draw < 1000; draw++) starts.add(data.next().inputs[0] ?? -1);
    expect([Math.min(...starts), Math.max(...starts)]).toEqual([0, 85]);
  });

  it('repeats with the seed, differs between seeds and between draws, and goes on from a saved state', () => {
    const [first, second] = [batches(tokenIds, options), batches(tokenIds, options)];
    const drawn = [first.next(), first.next()];
    expect(second.next()).toEqual(drawn[0]);
    expect(drawn[1]).not.toEqual(drawn[0]);
    expect(batches(tokenIds, { ...options, seed: 2 }).next()).not.toEqual(drawn[0]);
    const state = JSON.parse(JSON.stringify(first.state));
    second.restore(state);
    expect(second.next()).toEqual(first.next());
    expect(state).toEqual({ seed: 1, cursor: 2 });
  });

  it('validates on the same windows each time, spread over the whole part and never overlapping', () => {
    const data = batches(
      Int32Array.from({ length: 1000 }, (_, i) => i),
      options,
    );
    const chosen = data.validation(2);
    expect(chosen.map(({ shape }) => shape)).toEqual([
      [3, 4],
      [3, 4],
    ]);
    const starts = chosen.flatMap(({ inputs }) => [inputs[0], inputs[4], inputs[8]]);
    expect(starts).toEqual([900, 916, 932, 948, 964, 980]);
    expect(data.validation(2)).toEqual(chosen);
    const all = data.validation(99);
    expect(all.reduce((sum, { shape }) => sum + shape[0], 0)).toBe(24);
  });

  it('makes one shorter window of a validation part below blockSize', () => {
    const [only, none] = batches(tokenIds.slice(0, 40), { ...options, blockSize: 8 }).validation(5);
    expect(only?.shape).toEqual([1, 3]);
    expect(none).toBeUndefined();
  });

  it('says how long a text must be', () => {
    expect(() => batches(tokenIds.slice(0, 5), options)).toThrow(/too short: 5 tokens to train on and 0 to validate/);
    expect(() => batches(tokenIds, { ...options, blockSize: 90 })).toThrow(/at least 91 and 2 were needed/);
  });

  it.each([
    ['batchSize', 0],
    ['blockSize', 2.5],
    ['seed', 0.5],
    ['validationFraction', 0],
    ['validationFraction', 1],
  ])('names %s when it is %s', (field, value) => {
    expect(() => batches(tokenIds, { ...options, [field]: value })).toThrow(expect.objectContaining({ field }));
  });
});
