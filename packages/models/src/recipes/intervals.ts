/** Figures with the range that chance alone allows: Wilson for shares, bootstrap for everything else. */
import { createRandom } from '@glassbox/core';
import { wilsonInterval } from '@glassbox/core/hallucination';

const DRAWS = 2000;
const TAIL = 0.025;

/** Returns `0.85 [0.74, 0.92] (68/80)`. */
export function share(count: number, total: number): string {
  if (total === 0) return '–';
  const { low, high } = wilsonInterval(count, total);
  return `${(count / total).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] (${count}/${total})`;
}

/** Returns a measure of some cases with its 95 % percentile bootstrap interval, `0.85 [0.74, 0.92]`. */
export function interval<Case>(
  cases: readonly Case[],
  measure: (list: readonly Case[]) => number,
  seed: number,
): string {
  const random = createRandom(seed);
  const draws = Array.from({ length: DRAWS }, () =>
    measure(cases.map(() => cases[Math.floor(random.next() * cases.length)] as Case)),
  ).sort((a, b) => a - b);
  const at = (part: number) => (draws[Math.floor(part * (DRAWS - 1))] ?? Number.NaN).toFixed(2);
  return `${measure(cases).toFixed(2)} [${at(TAIL)}, ${at(1 - TAIL)}]`;
}
