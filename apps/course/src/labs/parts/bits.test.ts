import { expect, test } from 'vitest';
import { beliefProbability, bits, entropyBits, perplexity } from './bits.ts';

const alphabet: Record<string, number> = { 花: 0.5, 月: 0.25, 风: 0.125, 雪: 0.125 };
const frequency = (character: string) => alphabet[character] ?? 0;

test('one chance in eight surprises by three bits', () => {
  expect(bits(1 / 8)).toBe(3);
  expect(perplexity(3)).toBe(8);
});

test('four equally likely outcomes hold two bits of uncertainty', () => {
  expect(entropyBits([0.25, 0.25, 0.25, 0.25, 0])).toBe(2);
});

test('a belief gives probabilities that add up to one', () => {
  const belief = {
    chips: new Map([
      ['花', 2],
      ['月', 1],
    ]),
    chipCount: 5,
  };
  const sum = Object.keys(alphabet).reduce((total, c) => total + beliefProbability(belief, c, frequency), 0);
  expect(sum).toBeCloseTo(1, 12);
});

test('all chips on the truth cost almost nothing, all chips beside it cost several bits but not infinitely many', () => {
  const sure = { chips: new Map([['月', 5]]), chipCount: 5 };
  expect(bits(beliefProbability(sure, '月', frequency))).toBeLessThan(0.1);
  const wrong = bits(beliefProbability(sure, '雪', frequency));
  expect(wrong).toBeGreaterThan(4);
  expect(wrong).toBeLessThan(Number.POSITIVE_INFINITY);
});

test('placing no chip is guessing by how common characters are', () => {
  const belief = { chips: new Map<string, number>(), chipCount: 5 };
  expect(beliefProbability(belief, '花', frequency)).toBeCloseTo(0.5, 12);
});

test('a candidate named with no chip on it still gets its share of "something else"', () => {
  const belief = {
    chips: new Map([
      ['花', 4],
      ['月', 0],
    ]),
    chipCount: 5,
  };
  expect(beliefProbability(belief, '月', frequency)).toBeCloseTo(0.95 * 0.2 * 0.5 + 0.05 * 0.25, 12);
});
