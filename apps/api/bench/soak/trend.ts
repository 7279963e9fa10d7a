/**
 * Does a series of measurements grow? Theil and Sen's slope (the median slope of all pairs of points, which one outlier can't
 * move) and Mann and Kendall's test (are later points larger more often than chance has it?).
 * Sources: Sen 1968, "Estimates of the regression coefficient based on Kendall's tau"; Mann 1945, "Nonparametric tests against trend".
 */

/** `falls` is told apart so that a drop is seen too; `settles`: it grew at first and no longer does. */
type Verdict = 'flat' | 'settles' | 'grows' | 'falls';

export interface Trend {
  verdict: Verdict;
  /** Median of all points. */
  level: number;
  first: number;
  last: number;
  /** Theil–Sen, per hour, over the whole series. */
  perHour: number;
  /** The same over its second half. */
  perHourLate: number;
  /** Mann–Kendall, two-sided. */
  p: number;
  pLate: number;
}

export interface Point {
  hours: number;
  value: number;
}

const SIGNIFICANT = 0.01;
/** What a day of the same slope may add to the level before it is called growth. */
const MAX_DAILY_GROWTH = 0.1;
const HOURS_PER_DAY = 24;
const MIN_POINTS = 8;
/** Neighbouring looks depend on each other, which the test doesn't allow for: medians of so many stretches do not. */
const STRETCHES = 24;

/**
 * Returns the trend of a series in order of time.
 *
 * @param tolerance the absolute growth a day that never counts, in the unit of the values: the grain of the measurement.
 * @throws RangeError when there are fewer than 8 points.
 */
export function trendOf(points: readonly Point[], tolerance = 0): Trend {
  if (points.length < MIN_POINTS) {
    throw new RangeError(`trendOf: ${points.length} points; at least ${MIN_POINTS} were needed; measure for longer.`);
  }
  const binned = binMedians(points);
  const late = binned.slice(Math.floor(binned.length / 2));
  const level = median(points.map(({ value }) => value));
  const perHour = theilSen(binned);
  const perHourLate = theilSen(late);
  const p = mannKendall(binned);
  const pLate = mannKendall(late);
  const allowed = Math.max(tolerance, Math.abs(level) * MAX_DAILY_GROWTH);
  const moves = p < SIGNIFICANT && Math.abs(perHour) * HOURS_PER_DAY > allowed;
  // Half as many points prove less, so the late slope only has to be small, not insignificant.
  const movesLate = Math.abs(perHourLate) * HOURS_PER_DAY > allowed;
  return {
    verdict: verdictOf(moves, movesLate, perHour),
    level,
    first: binned[0]?.value ?? level,
    last: binned.at(-1)?.value ?? level,
    perHour,
    perHourLate,
    p,
    pLate,
  };
}

function verdictOf(moves: boolean, movesLate: boolean, perHour: number): Verdict {
  if (!moves) return 'flat';
  if (perHour < 0) return 'falls';
  return movesLate ? 'grows' : 'settles';
}

function binMedians(points: readonly Point[]): Point[] {
  const bins = Math.min(STRETCHES, points.length);
  return Array.from({ length: bins }, (_, bin) => {
    const slice = points.slice(
      Math.floor((bin * points.length) / bins),
      Math.floor(((bin + 1) * points.length) / bins),
    );
    return { hours: median(slice.map(({ hours }) => hours)), value: median(slice.map(({ value }) => value)) };
  });
}

function theilSen(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) {
      if (to.hours > from.hours) slopes.push((to.value - from.value) / (to.hours - from.hours));
    }
  }
  return slopes.length === 0 ? 0 : median(slopes);
}

/** Returns the two-sided p of S, with the correction for ties. */
function mannKendall(points: readonly Point[]): number {
  const n = points.length;
  let s = 0;
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) s += Math.sign(to.value - from.value);
  }
  const ties = new Map<number, number>();
  for (const { value } of points) ties.set(value, (ties.get(value) ?? 0) + 1);
  const tied = [...ties.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18;
  if (variance <= 0) return 1;
  const z = (s - Math.sign(s)) / Math.sqrt(variance);
  return 2 * (1 - normalCdf(Math.abs(z)));
}

/** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - density * tail;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
