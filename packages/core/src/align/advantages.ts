/**
 * How much better than expected each written token was. PPO weighs the surprises of the following steps (GAE); GRPO
 * compares a whole completion with its siblings. Plain arrays in double precision, no tensors.
 */
import { ShapeError } from '@glassbox/kernels';

/** How far ahead advantages look. */
export interface GaeOptions {
  /** γ, what a reward is worth one token later. Default 1: completions are short and end. */
  readonly gamma?: number;
  /** λ: 0 trusts the values alone, 1 the rewards alone. Default 0.95. */
  readonly lambda?: number;
}

/** Advantages and returns of one completion. */
export interface Advantages {
  /** [T] */
  readonly advantages: Float64Array;
  /** shape [T]: advantage + value, what the value head learns. */
  readonly returns: Float64Array;
}

/** Keep a division finite where all values are equal; those of TRL. */
const VARIANCE_EPSILON = 1e-8;
const DEVIATION_EPSILON = 1e-4;

/**
 * Returns the generalised advantages of one completion: δ_t = r_t + γ·V_{t+1} − V_t, A_t = δ_t + γλ·A_{t+1}. Nothing
 * follows the last token, cut short or not: its V_{t+1} is 0.
 *
 * @param rewards [T], one per written token
 * @param values [T]: V_t before token t was written
 * @throws ShapeError if the lengths differ
 * @see Schulman et al. 2016, arXiv:1506.02438, eq. 16
 * @example gae([0, 0, 1], [0.5, 0.5, 0.5], { lambda: 1 }).advantages; // [0.5, 0.5, 0.5]
 */
export function gae(
  rewards: ArrayLike<number>,
  values: ArrayLike<number>,
  { gamma = 1, lambda = 0.95 }: GaeOptions = {},
): Advantages {
  const T = rewards.length;
  if (values.length !== T) {
    throw new ShapeError(
      `gae: ${values.length} values were found; ${T}, one per reward, were needed; check the rollout.`,
      {
        expected: `[${T}]`,
        actual: `[${values.length}]`,
      },
    );
  }
  const advantages = new Float64Array(T);
  const returns = new Float64Array(T);
  let following = 0;
  for (let t = T - 1; t >= 0; t--) {
    const value = values[t] ?? 0;
    const surprise = (rewards[t] ?? 0) + gamma * (values[t + 1] ?? 0) - value;
    following = surprise + gamma * lambda * following;
    advantages[t] = following;
    returns[t] = following + value;
  }
  return { advantages, returns };
}

/**
 * Returns (x − mean)/√(variance + 1e-8), with n − 1 in the variance: equal values become 0, and so does a single one.
 *
 * @see Ziegler et al. 2019, arXiv:1909.08593, the released code: advantages are whitened over the batch
 */
export function whiten(values: ArrayLike<number>): Float64Array {
  const { mean, variance } = momentsOf(values);
  return Float64Array.from(values, (value) => (value - mean) / Math.sqrt(variance + VARIANCE_EPSILON));
}

/**
 * Returns how each completion of a group compares with its siblings: (r − mean)/(deviation + 1e-4). In a group of
 * equal rewards all get 0 and teach nothing.
 *
 * @param rewards [groups·groupSize], groups one after the other
 * @throws ShapeError if the rewards do not fill whole groups
 * @see Shao et al. 2024, arXiv:2402.03300, section 4.1.2
 */
export function groupAdvantages(rewards: ArrayLike<number>, groupSize: number): Float64Array {
  if (!(groupSize >= 1 && rewards.length % groupSize === 0)) {
    throw new ShapeError(
      `groupAdvantages: ${rewards.length} rewards were found; whole groups of ${groupSize} were needed; check the rollout.`,
      { expected: `[k·${groupSize}]`, actual: `[${rewards.length}]` },
    );
  }
  const advantages = new Float64Array(rewards.length);
  for (let start = 0; start < rewards.length; start += groupSize) {
    const group = Array.from({ length: groupSize }, (_, i) => rewards[start + i] ?? 0);
    const { mean, variance } = momentsOf(group);
    group.forEach((reward, i) => {
      advantages[start + i] = (reward - mean) / (Math.sqrt(variance) + DEVIATION_EPSILON);
    });
  }
  return advantages;
}

/** Returns the mean, and the variance with n − 1 below (0 for a single value). */
export function momentsOf(values: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, list.length - 1) };
}
