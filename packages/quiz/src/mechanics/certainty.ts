/**
 * Certainty-based marking with Moodle's scale. Right: +1, +2, +3; wrong: 0, −2, −6; a partly right answer gets its
 * share of the right value. The scale pays for honesty: claiming 3 is best above 80 %, 2 above 67 %, 1 below.
 * Moodle puts these points in place of the score; here they stand beside it, so that a score stays within 0..max.
 */

export const CERTAINTIES = [1, 2, 3] as const;
/** 1: not sure, 2: fairly sure, 3: very sure. */
export type Certainty = (typeof CERTAINTIES)[number];

/** What is at stake at each level, for a right and for a wrong answer, in points per question. */
export const CERTAINTY_STAKES: Readonly<Record<Certainty, { right: number; wrong: number }>> = {
  1: { right: 1, wrong: 0 },
  2: { right: 2, wrong: -2 },
  3: { right: 3, wrong: -6 },
};

/** Returns the certainty points for the share of an answer that is right, 0..1 (Moodle: `adjust_fraction`). */
export function certaintyPoints(share: number, certainty: Certainty): number {
  const { right, wrong } = CERTAINTY_STAKES[certainty];
  return share > 0 ? right * Math.min(share, 1) : wrong;
}
