/** A range of round numbers around some values, with the ticks between its ends. Zero is always in it. */

export interface NiceRange {
  low: number;
  high: number;
  ticks: readonly number[];
}

const MOST_TICKS = 5;
const ROUND = [1, 2, 2.5, 5, 10];

export function niceRange(values: readonly number[]): NiceRange {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least || 1;
  const rough = span / (MOST_TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (ROUND.find((round) => round * power >= rough) ?? 10);
  const [first, last] = [Math.floor(least / step), Math.ceil((most || (least < 0 ? 0 : 1)) / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(10)));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}
