import { expect, test } from 'vitest';
import { summarise, tokenRewards } from './rollouts.ts';

/** Two completions, of two tokens and of one; powers of two, so that single precision holds them exactly. */
const rollout = {
  prompts: [[1], [2]],
  completions: [Int32Array.of(3, 4), Int32Array.of(5)],
  scores: Float32Array.of(3, -1),
  logProbs: [Float32Array.of(-0.5, -1), Float32Array.of(-2)],
  refLogProbs: [Float32Array.of(-1, -0.75), Float32Array.of(-2)],
};

test('every token pays for leaving the reference, and the last one earns the score', () => {
  expect([...tokenRewards(rollout, 0, 0.5)]).toEqual([-0.25, 3 + 0.125]);
  expect([...tokenRewards(rollout, 1, 0.5)]).toEqual([-1]);
  expect([...tokenRewards(rollout, 0, 0)].map((value) => value + 0)).toEqual([0, 3]);
});

test('a summary holds the means by hand', () => {
  const summary = summarise(rollout);
  expect(summary.reward).toBe(1);
  expect(summary.rewardDeviation).toBeCloseTo(Math.sqrt(8), 12);
  expect(summary.kl).toBeCloseTo((Math.exp(-0.5) - 1 + 0.5 + Math.exp(0.25) - 1 - 0.25) / 2, 12);
  expect(summary.entropy).toBeCloseTo(3.5 / 3, 12);
  expect(summary.meanLength).toBe(1.5);
  expect(summary.samples.map(({ reward, logRatio }) => [reward, logRatio])).toEqual([
    [3, 0.25],
    [-1, 0],
  ]);
});
