/**
 * The leash: how far the policy has gone from the reference, in nats, and the coefficient β that says what a nat costs.
 * Estimates need only the log probabilities of what was written, not the whole distributions.
 */
import { ABOVE_0, checkSettings, FROM_0 } from './align-error.ts';

/**
 * Returns k1 = log π(x) − log π_ref(x) of every token x written by π: right on average, noisy, negative at times.
 * Its sum over a completion is the exact log ratio of the whole completion, which is why the reward is charged with it.
 *
 * @see Schulman 2020, http://joschu.net/blog/kl-approx.html
 */
export function klK1(logProbs: ArrayLike<number>, refLogProbs: ArrayLike<number>): Float64Array {
  return Float64Array.from(logProbs, (logProb, i) => logProb - (refLogProbs[i] ?? Number.NaN));
}

/**
 * Returns k3 = r − 1 − log r with r = π_ref(x)/π(x), of every token x written by π: right on average too, far less
 * noisy, never negative. Reports use it.
 *
 * @see Schulman 2020, http://joschu.net/blog/kl-approx.html; Shao et al. 2024, arXiv:2402.03300, eq. 4
 */
export function klK3(logProbs: ArrayLike<number>, refLogProbs: ArrayLike<number>): Float64Array {
  return Float64Array.from(logProbs, (logProb, i) => {
    const logRatio = (refLogProbs[i] ?? Number.NaN) - logProb;
    return Math.max(0, Math.expm1(logRatio) - logRatio); // rounding may leave a hair below 0
  });
}

/** β over time. JSON-safe state lives in `coefficient` alone. */
export interface KlController {
  /** β: reward lost per nat. */
  readonly coefficient: number;
  /** Takes the KL measured in the latest step, in nats per completion. */
  update(kl: number): void;
  /** Sets β: the slider of a lab, or a coefficient that was saved. */
  set(coefficient: number): void;
}

/** Returns a controller whose β stays what it is; 0 cuts the leash. Throws ConfigError below 0. */
export function fixedKl(coefficient: number): KlController {
  checkSettings('fixedKl', { coefficient }, { coefficient: FROM_0 });
  let current = coefficient;
  return {
    get coefficient() {
      return current;
    },
    update: () => undefined,
    set: (coefficient) => {
      current = coefficient;
    },
  };
}

/** What the leash holds, and how strongly it answers. */
export interface AdaptiveKlOptions {
  /** β at first. Default 0.1. */
  readonly initial?: number;
  /** The KL to hold, in nats per completion. */
  readonly target: number;
  /** K_β: how strongly β answers. Default 0.1. */
  readonly gain?: number;
}

/** A measurement moves β as if it were off by no more than a fifth. */
const ERROR_LIMIT = 0.2;

/**
 * Returns a controller that raises β while the KL is above its target and lowers it below:
 * e = clip(KL/target − 1, −0.2, 0.2); β ← β·(1 + K_β·e).
 *
 * @throws ConfigError if an option is not above 0
 * @see Ziegler et al. 2019, arXiv:1909.08593, section 2.2
 */
export function adaptiveKl({ initial = 0.1, target, gain = 0.1 }: AdaptiveKlOptions): KlController {
  checkSettings('adaptiveKl', { initial, target, gain }, { initial: ABOVE_0, target: ABOVE_0, gain: ABOVE_0 });
  let current = initial;
  return {
    get coefficient() {
      return current;
    },
    update(kl) {
      const error = Math.min(Math.max(kl / target - 1, -ERROR_LIMIT), ERROR_LIMIT);
      current *= 1 + gain * error;
    },
    set: (coefficient) => {
      current = coefficient;
    },
  };
}
