/** How sure a share is that was counted on a sample: nearly every number about hallucination is such a share. */
import { ConfigError } from '../foundations/errors.ts';

/** A share of cases, in [0, 1], with the bounds of its confidence interval. All three are NaN if nothing was counted. */
export interface Rate {
  readonly count: number;
  readonly total: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054;

/**
 * Returns k successes of n with Wilson's score interval: with p = k/n,
 *
 *   (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * It stays inside [0, 1] and is honest at 0 and n of n, where the usual p ± z·√(p(1−p)/n) shrinks to nothing.
 *
 * @param z the normal quantile; default 1.96, 95 %
 * @throws ConfigError if k is not a whole number from 0 to n
 * @see Wilson 1927, JASA 22; Brown, Cai & DasGupta 2001, "Interval Estimation for a Binomial Proportion"
 * @example wilsonInterval(95, 100); // share 0.95, low 0.888, high 0.978
 */
export function wilsonInterval(count: number, total: number, z = Z_95): Rate {
  if (!(Number.isInteger(count) && Number.isInteger(total) && count >= 0 && count <= total && z > 0)) {
    throw new ConfigError(
      `wilsonInterval: ${count} of ${total} with z = ${z} was found; whole numbers from 0 to the total and z above 0 were needed; count again.`,
      'count',
    );
  }
  if (total === 0) return { count, total, share: Number.NaN, low: Number.NaN, high: Number.NaN };
  const share = count / total;
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z / (2 * total)) ** 2);
  const centre = share + (z * z) / (2 * total);
  const scale = 1 + (z * z) / total;
  return {
    count,
    total,
    share,
    low: count === 0 ? 0 : (centre - spread) / scale, // rounding would leave a hair
    high: count === total ? 1 : (centre + spread) / scale,
  };
}
