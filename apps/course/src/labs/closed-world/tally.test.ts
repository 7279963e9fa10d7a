import { expect, it } from 'vitest';
import type { ExamKind, Verdict } from './contract.ts';
import { confidenceOf, dotsOf, pilesOf, tally } from './tally.ts';

const answer = (kind: ExamKind, verdict: Verdict, confidence: number) => ({ kind, verdict, confidence });
const ANSWERS = [
  answer('known', 'right', 0.95),
  answer('known', 'right', 0.9),
  answer('known', 'wrong', 0.4),
  answer('withheld', 'wrong', 0.85),
  answer('withheld', 'refused', 0.7),
  answer('nobody', 'wrong', 0.99),
];

it('counts each kind apart, its three shares adding up to one', () => {
  const found = tally(ANSWERS);
  expect(found.map(({ kind, total }) => [kind, total])).toEqual([
    ['known', 3],
    ['withheld', 2],
    ['nobody', 1],
  ]);
  for (const { right, wrong, refused } of found) expect(right.share + wrong.share + refused.share).toBeCloseTo(1);
});

it('a threshold turns what it was less sure of into refusals', () => {
  const [known, withheld] = tally(ANSWERS, 0.9);
  expect([known?.right.count, known?.wrong.count, known?.refused.count]).toEqual([2, 0, 1]);
  expect(withheld?.refused.count).toBe(2);
});

it('confidence is judged over what has an answer and was answered', () => {
  const { answered, wrong, sureWrong, calibration } = confidenceOf(ANSWERS);
  expect([answered.length, wrong, sureWrong]).toEqual([4, 2, 1]);
  // bins: 0.4 wrong; 0.95, 0.9 right and 0.85 wrong
  expect(calibration.ece).toBeCloseTo(0.25 * 0.4 + 0.75 * (0.9 - 2 / 3));
});

it('piles dots over their confidence, right ones apart from wrong ones', () => {
  const dots = dotsOf(confidenceOf(ANSWERS).answered, 20);
  expect(dots.filter(({ column }) => column === 18).map(({ height, right }) => [height, right])).toEqual([[0, true]]);
  expect(dotsOf([answer('known', 'right', 1), answer('withheld', 'right', 1)], 10)).toEqual([
    { column: 9, height: 0, right: true, told: true },
    { column: 9, height: 1, right: true, told: false },
  ]);
});

it('the piles, counted from the left, hold every dot', () => {
  const dots = dotsOf(confidenceOf(ANSWERS).answered, 10);
  expect(pilesOf(dots, 10)).toEqual([
    { low: 0.4, high: 0.5, told: { right: 0, wrong: 1 }, untold: { right: 0, wrong: 0 } },
    { low: 0.8, high: 0.9, told: { right: 0, wrong: 0 }, untold: { right: 0, wrong: 1 } },
    { low: 0.9, high: 1, told: { right: 2, wrong: 0 }, untold: { right: 0, wrong: 0 } },
  ]);
  expect(pilesOf([], 10)).toEqual([]);
});
