/** Whether one of two systems is better on the same cases: the difference of two paired shares, with its interval. */
import { wilsonInterval } from './wilson-interval.ts';

/** How the cases came out: right by both, by one alone, by neither. */
export interface PairedCounts {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/** The difference of two shares, with the bounds of its 95 % interval. */
export interface PairedDifference {
  /** Share of the second minus share of the first. */
  difference: number;
  low: number;
  high: number;
}

/**
 * Returns the difference of two paired shares with Newcombe's 95 % interval: Wilson's limits of each share, put together with
 * the correlation φ of the pairs. It stays inside [−1, 1] and is honest in small samples, where the usual one is not.
 *
 * @see Newcombe 1998, Statistics in Medicine 17:2635–2650, method 10
 * @example pairedDifference({ both: 36, onlyFirst: 2, onlySecond: 12, neither: 0 }); // 0.2, from 0.057 to 0.340
 */
export function pairedDifference({ both, onlyFirst, onlySecond, neither }: PairedCounts): PairedDifference {
  const n = both + onlyFirst + onlySecond + neither;
  const first = wilsonInterval(both + onlyFirst, n);
  const second = wilsonInterval(both + onlySecond, n);
  const phi = correlation({ both, onlyFirst, onlySecond, neither }, n);
  const difference = (onlySecond - onlyFirst) / n;
  const spread = (up: number, down: number) => Math.sqrt(Math.max(0, up ** 2 - 2 * phi * up * down + down ** 2));
  return {
    difference,
    low: difference - spread(second.share - second.low, first.high - first.share),
    high: difference + spread(second.high - second.share, first.share - first.low),
  };
}

/** φ with Newcombe's correction, which takes n/2 off a positive numerator but never turns it round. */
function correlation({ both, onlyFirst, onlySecond, neither }: PairedCounts, n: number): number {
  const margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (margins === 0) return 0;
  const product = both * neither - onlyFirst * onlySecond;
  return (product > 0 ? Math.max(product - n / 2, 0) : product) / Math.sqrt(margins);
}
