import { createRandom } from '@glassbox/kernels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawToken, logProbOf, tokenProbabilities } from './sampling.ts';

const logits = Float32Array.from([Math.log(1), Math.log(2), Math.log(4), Math.log(1)]); // shares 1/8, 2/8, 4/8, 1/8

const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1e6) / 1e6);

describe('tokenProbabilities', () => {
  it('is the softmax when nothing is set', () => {
    expect(rounded(tokenProbabilities(logits))).toEqual([0.125, 0.25, 0.5, 0.125]);
  });

  it('squares the odds at temperature 1/2', () => {
    expect(rounded(tokenProbabilities(logits, { temperature: 0.5 }))).toEqual(
      [1 / 22, 4 / 22, 16 / 22, 1 / 22].map((value) => Math.round(value * 1e6) / 1e6),
    );
  });

  it('takes the likeliest at temperature 0, the lower id among equals', () => {
    expect([...tokenProbabilities(logits, { temperature: 0 })]).toEqual([0, 0, 1, 0]);
    expect([...tokenProbabilities(Float32Array.from([1, 1]), { temperature: 0 })]).toEqual([1, 0]);
  });

  it('keeps exactly topK tokens and shares their weight', () => {
    expect(rounded(tokenProbabilities(logits, { topK: 2 }))).toEqual([0, 0.333333, 0.666667, 0]);
    expect(rounded(tokenProbabilities(logits, { topK: 3 }))[3]).toBe(0);
    expect(rounded(tokenProbabilities(logits, { topK: 99 }))).toEqual([0.125, 0.25, 0.5, 0.125]);
  });

  it('keeps the fewest tokens that reach topP', () => {
    expect(rounded(tokenProbabilities(logits, { topP: 0.5 }))).toEqual([0, 0, 1, 0]);
    expect(rounded(tokenProbabilities(logits, { topP: 0.6 }))).toEqual([0, 0.333333, 0.666667, 0]);
    expect(rounded(tokenProbabilities(logits, { topK: 2, topP: 0.66 }))).toEqual([0, 0, 1, 0]);
  });

  it('makes a token seen before less likely whatever the sign of its logit, and no other', () => {
    const scores = Float32Array.from([2, -1, 1, 0.5]);
    const plain = [2, -1, 1, 0.5];
    const lowered = [2 / 1.2, -1 * 1.2, 1, 0.5]; // ids 0 and 1 were seen; θ = 1.2
    const softmax = (values: number[]) => {
      const total = values.reduce((sum, value) => sum + Math.exp(value), 0);
      return values.map((value) => Math.round((Math.exp(value) / total) * 1e6) / 1e6);
    };
    expect(rounded(tokenProbabilities(scores, { repetitionPenalty: 1.2 }, [0, 1, 0]))).toEqual(softmax(lowered));
    expect(rounded(tokenProbabilities(scores, { repetitionPenalty: 1.2 }))).toEqual(softmax(plain));
    expect([...tokenProbabilities(scores, { repetitionPenalty: 3, temperature: 0 }, [0])]).toEqual([0, 0, 1, 0]);
    expect([...scores]).toEqual(plain);
  });

  it('sums to 1 for any logits and options', () => {
    const options = fc.record({
      temperature: fc.double({ min: 0, max: 5, noNaN: true }),
      topK: fc.integer({ min: 1, max: 40 }),
      topP: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    const values = fc.array(fc.float({ min: -10000, max: 10000, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, options, (row, chosen) => {
        const probabilities = tokenProbabilities(Float32Array.from(row), chosen);
        expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        expect(probabilities.filter((value) => value > 0).length).toBeLessThanOrEqual(chosen.topK);
      }),
    );
  });

  it.each([
    ['temperature', -1],
    ['temperature', Number.NaN],
    ['topK', 0],
    ['topK', 1.5],
    ['topP', 0],
    ['topP', 1.1],
    ['repetitionPenalty', 0],
    ['repetitionPenalty', Number.POSITIVE_INFINITY],
  ])('names %s when it is %s', (field, value) => {
    expect(() => tokenProbabilities(logits, { [field]: value })).toThrow(expect.objectContaining({ field }));
  });
});

describe('logProbOf', () => {
  it('is the log of the softmax, in nats, for logits of any size', () => {
    expect(logProbOf(logits, 2)).toBeCloseTo(Math.log(1 / 2), 6);
    expect(logProbOf(Float32Array.from([1000, 999]), 1)).toBeCloseTo(-1 - Math.log(1 + Math.exp(-1)), 6);
  });
});

describe('drawToken', () => {
  it('draws each token as often as its probability says', () => {
    const random = createRandom(1);
    const counts = [0, 0, 0, 0];
    const probabilities = tokenProbabilities(logits, { topK: 3 });
    for (let draw = 0; draw < 70_000; draw++) {
      const id = drawToken(probabilities, random);
      counts[id] = (counts[id] ?? 0) + 1;
    }
    // expected 10,000 / 20,000 / 40,000 / 0; five standard deviations are at most 660
    expect(Math.abs((counts[0] ?? 0) - 10_000)).toBeLessThan(660);
    expect(Math.abs((counts[1] ?? 0) - 20_000)).toBeLessThan(660);
    expect(Math.abs((counts[2] ?? 0) - 40_000)).toBeLessThan(660);
    expect(counts[3]).toBe(0);
  });

  it('never draws a token of probability 0, whatever rounding leaves over', () => {
    const almostOne = { next: () => 1 - 2 ** -32, state: 0 };
    expect(drawToken(Float64Array.from([0.5, 0.4999999999, 0]), almostOne)).toBe(1);
  });
});
