import { expect, test } from 'vitest';
import { estimateMastery, type MasteryAnswer, RETRY_MS, WINDOW } from './estimate.ts';

const START = Date.parse('2026-11-23T12:00:00Z');

/** Answers an hour apart, each to a question of its own. */
function answers(...shares: number[]): MasteryAnswer[] {
  return shares.map((share, index) => ({
    questionId: `q${index}`,
    share,
    answeredAt: new Date(START + index * 3_600_000),
  }));
}

test('without an answer nothing is known: one half, give or take 0.29', () => {
  const { estimate, spread, answers: count, level } = estimateMastery([]);
  expect([estimate, count, level]).toEqual([0.5, 0, 'unknown']);
  expect(spread).toBeCloseTo(Math.sqrt(1 / 12), 12);
});

test('one right answer gives two thirds, one wrong answer one third: the rule of succession', () => {
  expect(estimateMastery(answers(1)).estimate).toBeCloseTo(2 / 3, 12);
  expect(estimateMastery(answers(0)).estimate).toBeCloseTo(1 / 3, 12);
  expect(estimateMastery(answers(0.5)).estimate).toBeCloseTo(1 / 2, 12);
});

test('worked by hand: right, then wrong: (1 + 0.8) / (2 + 1.8)', () => {
  expect(estimateMastery(answers(1, 0)).estimate).toBeCloseTo(1.8 / 3.8, 12);
});

test('the later answer weighs more, whatever order the rows come in', () => {
  const [early, late] = [estimateMastery(answers(1, 0)), estimateMastery(answers(0, 1))];
  expect(late.estimate).toBeGreaterThan(early.estimate);
  expect(estimateMastery(answers(0, 1).reverse())).toEqual(late);
});

test('three right answers in a row are solid, two are not yet, one wrong answer after them ends it', () => {
  const level = (...shares: number[]) => estimateMastery(answers(...shares)).level;
  expect([level(1, 1), level(1, 1, 1), level(1, 1, 1, 0), level(0, 0)]).toEqual([
    'growing',
    'solid',
    'growing',
    'shaky',
  ]);
});

test('more answers narrow the spread, and only the last ten count', () => {
  const few = estimateMastery(answers(1, 1));
  const many = estimateMastery(answers(...Array<number>(WINDOW).fill(1)));
  expect(many.spread).toBeLessThan(few.spread);
  expect(estimateMastery(answers(0, 0, 0, ...Array<number>(WINDOW).fill(1)))).toEqual(many);
  expect(many.answers).toBe(WINDOW);
});

test('a retry right after the feedback counts nothing, one after ten minutes counts', () => {
  const wrong: MasteryAnswer = { questionId: 'q', share: 0, answeredAt: new Date(START) };
  const retry = (ms: number): MasteryAnswer => ({ ...wrong, share: 1, answeredAt: new Date(START + ms) });
  expect(estimateMastery([wrong, retry(RETRY_MS - 1)])).toEqual(estimateMastery([wrong]));
  expect(estimateMastery([wrong, retry(RETRY_MS)]).answers).toBe(2);
});
