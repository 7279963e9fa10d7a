/** GRPO's loss: PPO's clipped ratio, with a leash that pulls on the policy itself instead of on the reward. */
import { add, exp, mul, type Scalar, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { type ClippedLossOptions, clippedLoss } from './ppo-loss.ts';
import { constant, weightedMean } from './weighted-mean.ts';

/**
 * Returns the mean of k3 = r − 1 − log r with r = π_ref/π over written tokens, with a gradient; the caller disposes.
 *
 * @param logProbs [N], in nats
 * @see Shao et al. 2024, arXiv:2402.03300, eq. 4
 */
export function klPenalty(logProbs: Tensor1D, refLogProbs: Float32Array, weights: Float32Array): Scalar {
  return tidy(() => {
    const logRatio = sub(constant(refLogProbs), logProbs); // [N]
    return weightedMean(sub(sub(exp(logRatio), 1), logRatio), weights);
  });
}

/** What GRPO compares the log probabilities with. */
export interface GrpoLossOptions extends ClippedLossOptions {
  /** shape [N]: log probabilities under the reference, in nats. */
  readonly refLogProbs: Float32Array;
  /** β: what a nat of KL costs. */
  readonly klCoefficient: number;
}

/**
 * Returns −mean min(ρ·A, clip(ρ)·A) + β·mean k3; the caller disposes. With `lengthWeights` the mean is the paper's: over
 * completions, of means over tokens.
 *
 * @param logProbs [N], under the policy as it is now, in nats
 * @throws ShapeError if the lengths differ
 * @see Shao et al. 2024, arXiv:2402.03300, eq. 3
 */
export function grpoLoss(logProbs: Tensor1D, options: GrpoLossOptions): Scalar {
  const { refLogProbs, klCoefficient, weights } = options;
  return tidy(() => {
    const policy = clippedLoss(logProbs, options);
    if (klCoefficient === 0) return policy;
    return add(policy, mul(klCoefficient, klPenalty(logProbs, refLogProbs, weights)));
  });
}

/** Returns 1/length of the own completion for every written token, so that each completion counts the same; [N]. */
export function lengthWeights(lengths: ArrayLike<number>, N: number): Float32Array {
  const weights = new Float32Array(N);
  let start = 0;
  for (const length of Array.from(lengths)) {
    weights.fill(1 / length, start, start + length);
    start += length;
  }
  return weights;
}
