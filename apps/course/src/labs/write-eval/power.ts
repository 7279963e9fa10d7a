/** How many cases it takes: the scored ones are drawn again and again, as if there were so many of their kind. */
import { createRandom } from '@glassbox/core';
import { type PairedCounts, pairedDifference } from '@glassbox/core/hallucination';
import type { PowerPoint } from './contract.ts';
import { CASE_STOPS } from './plan.ts';

const REDRAWS = 1_000;

/** Returns for each number of cases how often the difference stands out of 1,000 redraws (Efron's bootstrap). */
export function powerByRedraws(counts: PairedCounts, seed: number): PowerPoint[] {
  const random = createRandom(seed);
  return CASE_STOPS.map((cases) => {
    const drawn = Array.from({ length: REDRAWS }, () => pairedDifference(redraw(counts, cases, () => random.next())));
    drawn.sort((one, other) => one.difference - other.difference);
    const real = drawn.filter(({ low, high }) => low > 0 || high < 0).length;
    const middle = drawn[REDRAWS / 2];
    return { cases, share: real / REDRAWS, low: middle?.low ?? 0, high: middle?.high ?? 0 };
  });
}

function redraw(counts: PairedCounts, cases: number, next: () => number): PairedCounts {
  const total = counts.both + counts.onlyFirst + counts.onlySecond + counts.neither;
  const drawn = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (let at = 0; at < cases; at++) {
    const place = Math.floor(next() * total);
    if (place < counts.onlySecond) drawn.onlySecond += 1;
    else if (place < counts.onlySecond + counts.onlyFirst) drawn.onlyFirst += 1;
    else if (place < counts.onlySecond + counts.onlyFirst + counts.both) drawn.both += 1;
    else drawn.neither += 1;
  }
  return drawn;
}
