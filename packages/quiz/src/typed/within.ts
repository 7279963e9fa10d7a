/** Whether a typed number counts as the right one. Knows no key by itself; safe in a browser. */

/** Room for the rounding of decimal fractions in doubles: 0.3 is within 0.1 of 0.2. About 4,500 units in the last place. */
const ROUNDING = 1e-12;

/** Says whether `value` is at most `tolerance` away from `answer`, edge included. */
export function isWithin(value: number, answer: number, tolerance: number): boolean {
  return Math.abs(value - answer) <= tolerance + ROUNDING * Math.max(Math.abs(answer), Math.abs(value));
}
