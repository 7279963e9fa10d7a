/**
 * Sums over samples that stand for several learners each: mean, variance, covariance and the largest covariance the
 * same values allow. Sums run over deviations from the mean, not over squares, so that nothing cancels.
 */

/** `count` learners with the value `x`. */
export interface Weighted {
  x: number;
  count: number;
}

/** `count` learners with the pair `x`, `y`. */
export interface WeightedPair extends Weighted {
  y: number;
}

/** Returns how many learners the samples stand for. */
export function total(samples: readonly { count: number }[]): number {
  return samples.reduce((sum, { count }) => sum + count, 0);
}

/** Returns x̄ = Σ x / n, and 0 for no sample. */
export function mean(samples: readonly Weighted[]): number {
  const n = total(samples);
  return n === 0 ? 0 : samples.reduce((sum, { x, count }) => sum + x * count, 0) / n;
}

/** Returns C(x, y) = Σ (x − x̄)(y − ȳ) / (n − 1); `null` below two learners. */
export function covariance(samples: readonly WeightedPair[]): number | null {
  const n = total(samples);
  if (n < 2) return null;
  const meanX = mean(samples);
  const meanY = mean(samples.map(({ y, count }) => ({ x: y, count })));
  return samples.reduce((sum, { x, y, count }) => sum + (x - meanX) * (y - meanY) * count, 0) / (n - 1);
}

/** Returns V(x) = C(x, x). */
export function variance(samples: readonly Weighted[]): number | null {
  return covariance(samples.map(({ x, count }) => ({ x, y: x, count })));
}

/**
 * Returns the covariance the same x and y would have if the best x met the best y, the next best the next best, and so
 * on: no other pairing has a larger one.
 */
export function maximalCovariance(samples: readonly WeightedPair[]): number | null {
  const xs = samples.map(({ x, count }) => ({ x, count })).sort(byValue);
  const ys = samples.map(({ y, count }) => ({ x: y, count })).sort(byValue);
  return covariance(pairUp(xs, ys));
}

/** Returns Σ (x − x̄)^power / n, the central moment. */
export function centralMoment(samples: readonly Weighted[], power: number): number {
  const centre = mean(samples);
  return mean(samples.map(({ x, count }) => ({ x: (x - centre) ** power, count })));
}

/** Returns the middle value, or the mean of the two in the middle. */
export function median(samples: readonly Weighted[]): number | null {
  const n = total(samples);
  if (n === 0) return null;
  const sorted = [...samples].sort(byValue);
  const at = (place: number): number => {
    let seen = 0;
    for (const { x, count } of sorted) {
      seen += count;
      if (seen > place) return x;
    }
    return 0;
  };
  return (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2;
}

/** Walks both sorted lists at once; each step takes as many learners as both still have. */
function pairUp(xs: readonly Weighted[], ys: readonly Weighted[]): WeightedPair[] {
  const pairs: WeightedPair[] = [];
  const [restX, restY] = [xs.map((sample) => ({ ...sample })), ys.map((sample) => ({ ...sample }))];
  let [i, j] = [0, 0];
  for (let [left, right] = [restX[i], restY[j]]; left && right; [left, right] = [restX[i], restY[j]]) {
    const count = Math.min(left.count, right.count);
    pairs.push({ x: left.x, y: right.x, count });
    left.count -= count;
    right.count -= count;
    if (left.count === 0) i++;
    if (right.count === 0) j++;
  }
  return pairs;
}

function byValue(left: Weighted, right: Weighted): number {
  return left.x - right.x;
}
