/**
 * How long something repeated took, without the time in which the machine stood still. On systems whose clock runs on in a sleep
 * the step that the sleep fell into would take hours, and with it the run's time and its rest.
 */

const KEPT_TIMES = 20;
/** Nobody looks at a screen that stood still for less, and no shader takes longer to build. */
const LEAST_STANDSTILL_MS = 30_000;
/** Work of one kind varies, by what else the machine does, but not by this. */
const STANDSTILL_FACTOR = 10;

/** Judges the times of one kind of work. */
export interface Stopwatch {
  /**
   * Returns how much of a time (ms) was work: all of it, or the median of the 20 before when it took both over 30 s and over ten
   * times that. The first time has nothing to compare with and counts as it is.
   */
  count(elapsedMs: number): number;
}

/** Returns a stopwatch that has seen nothing. */
export function createStopwatch(): Stopwatch {
  const times: number[] = [];
  return {
    count(elapsedMs) {
      const typical = medianOf(times);
      const stoodStill =
        typical !== undefined && elapsedMs > LEAST_STANDSTILL_MS && elapsedMs > STANDSTILL_FACTOR * typical;
      const counted = stoodStill ? typical : elapsedMs;
      times.push(counted);
      if (times.length > KEPT_TIMES) times.shift();
      return counted;
    },
  };
}

function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
