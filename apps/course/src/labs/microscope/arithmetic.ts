/** Sums and products as they are written on paper. Pure. */
import type { Format } from '../parts/format.ts';

/** Returns "0.31 + 0.02 − 0.05". */
export function sumText(format: Format, numbers: readonly number[], decimals: number): string {
  return numbers
    .map((number, at) => {
      const text = format.fixed(number, decimals);
      if (at === 0) return text;
      return isNegative(number, decimals) ? ` − ${format.fixed(-number, decimals)}` : ` + ${text}`;
    })
    .join('');
}

/** Returns "1.20 × (−0.85)". */
export function productText(format: Format, first: number, second: number, decimals: number): string {
  const text = format.fixed(second, decimals);
  return `${format.fixed(first, decimals)} × ${isNegative(second, decimals) ? `(${text})` : text}`;
}

/** Returns the place of the number farthest from 0; 0 without any. */
export function farthestFromZero(numbers: ArrayLike<number>): number {
  let most = 0;
  for (let at = 1; at < numbers.length; at++) {
    if (Math.abs(numbers[at] ?? 0) > Math.abs(numbers[most] ?? 0)) most = at;
  }
  return most;
}

/** Whether a minus is left after rounding. */
function isNegative(number: number, decimals: number): boolean {
  return Number(number.toFixed(decimals)) < 0;
}
