/** Whole numbers typed by hand. */

/** The whole number nearest to what was typed that is allowed; undefined for what is no number, an emptied field above all. */
export function wholeIn(typed: number, least: number, most: number): number | undefined {
  return Number.isNaN(typed) ? undefined : Math.min(most, Math.max(least, Math.trunc(typed)));
}
