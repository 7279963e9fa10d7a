/** The three parts of PPO's loss, each a mean over written tokens. Tensors in, scalars with a gradient out. */
import { registerBasicGradients } from '@glassbox/kernels';
import {
  clipByValue,
  exp,
  logSoftmax,
  maximum,
  minimum,
  mul,
  neg,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { constant, weightedMean } from './weighted-mean.ts';

/** What the clipped loss compares the log probabilities with. */
export interface ClippedLossOptions {
  /** shape [N]: log probabilities under the policy that wrote the tokens, in nats. */
  readonly oldLogProbs: Float32Array;
  /** [N] */
  readonly advantages: Float32Array;
  /** shape [N]: 0 leaves a token out. */
  readonly weights: Float32Array;
  /** ε: a token's probability gains nothing by moving further than this share. */
  readonly clipRange: number;
}

/**
 * Returns −mean min(ρ·A, clip(ρ, 1−ε, 1+ε)·A) with ρ = π(token)/π_old(token); the caller disposes.
 *
 * @param logProbs [N], under the policy as it is now, in nats
 * @throws ShapeError if the lengths differ
 * @see Schulman et al. 2017, arXiv:1707.06347, eq. 7
 */
export function clippedLoss(
  logProbs: Tensor1D,
  { oldLogProbs, advantages, weights, clipRange }: ClippedLossOptions,
): Scalar {
  return tidy(() => {
    const advantage = constant(advantages); // [N]
    const ratio = exp(sub(logProbs, constant(oldLogProbs))); // [N]
    const clipped = clipByValue(ratio, 1 - clipRange, 1 + clipRange); // [N]
    return neg(weightedMean(minimum(mul(ratio, advantage), mul(clipped, advantage)), weights));
  });
}

/** Returns the share of counted tokens whose ratio ρ left [1−ε, 1+ε]: where the loss pushes no further. */
export function clipFraction(
  logProbs: ArrayLike<number>,
  { oldLogProbs, weights, clipRange }: Omit<ClippedLossOptions, 'advantages'>,
): number {
  let outside = 0;
  let counted = 0;
  weights.forEach((weight, n) => {
    if (weight === 0) return;
    counted++;
    if (Math.abs(Math.exp((logProbs[n] ?? 0) - (oldLogProbs[n] ?? 0)) - 1) > clipRange) outside++;
  });
  return outside / counted;
}

/** What the value loss compares the values with. */
export interface ValueLossOptions {
  /** shape [N]: what the value head said when the tokens were written. */
  readonly oldValues: Float32Array;
  /** shape [N]: advantage + old value. */
  readonly returns: Float32Array;
  /** shape [N]: 0 leaves a token out. */
  readonly weights: Float32Array;
  /** A value gains nothing by moving further than this from the old one. */
  readonly clipRange: number;
}

/**
 * Returns ½·mean max((V−R)², (clip(V, V_old−ε, V_old+ε)−R)²); the caller disposes.
 *
 * @param values [N]
 * @throws ShapeError if the lengths differ
 * @see Ziegler et al. 2019, arXiv:1909.08593, the released code; the clipping is that of OpenAI's baselines
 */
export function valueLoss(values: Tensor1D, { oldValues, returns, weights, clipRange }: ValueLossOptions): Scalar {
  return tidy(() => {
    const old = constant(oldValues); // [N]
    const target = constant(returns); // [N]
    const moved = clipByValue(sub(values, old), -clipRange, clipRange); // [N]
    const clippedError = square(sub(moved, sub(target, old))); // [N]
    return mul(0.5, weightedMean(maximum(square(sub(values, target)), clippedError), weights));
  });
}

/**
 * Returns H = −Σ_v p_v·log p_v of every row, in nats, with a gradient; the caller disposes.
 *
 * @param logits [N, V]
 * @returns [N]
 */
export function entropyOf(logits: Tensor2D): Tensor1D {
  registerBasicGradients(); // as in weightedMean
  return tidy(() => {
    const logP = logSoftmax(logits); // [N, V]
    return neg(sum(mul(exp(logP), logP), 1));
  });
}
