import { expect, test } from 'vitest';
import { MIN_FOR_CORRELATION, MIN_FOR_FACILITY } from './item-statistics.ts';
import type { AnswerPattern } from './patterns.ts';
import { quizStatistics } from './quiz-statistics.ts';

const SLOTS = [
  { id: 'a', maxScore: 1 },
  { id: 'b', maxScore: 1 },
];

/** `count` learners with these points in a and b; `undefined`: not answered. */
function learners(count: number, a: number | undefined, b: number | undefined): AnswerPattern {
  const answer = (slot: string, score: number | undefined) =>
    score === undefined ? [] : [{ slot, question: slot, version: 'v1', variant: null, score }];
  return { count, answers: [...answer('a', a), ...answer('b', b)] };
}

test('a case small enough to do by hand', () => {
  // 20 learners have both right, 10 only a, 10 neither: x̄a = 30/40, x̄b = 20/40.
  const { slots, mean, internalConsistency } = quizStatistics(SLOTS, [
    learners(20, 1, 1),
    learners(10, 1, 0),
    learners(10, 0, 0),
  ]);
  expect(slots.map(({ facility }) => facility)).toEqual([0.75, 0.5]);
  // Σ(a − ā)(b − b̄) = 20·¼·½ − 10·¼·½ + 10·¾·½ = 5; Σ(a − ā)² = 7.5; Σ(b − b̄)² = 10: D = 5/√75.
  expect(slots[0]?.discrimination).toBeCloseTo(5 / Math.sqrt(75), 12);
  // The 20 best b already meet a right a, so no pairing is better.
  expect(slots[0]?.efficiency).toBeCloseTo(1, 12);
  expect(mean).toBe(1.25);
  // V(T) = (7.5 + 10 + 2·5)/39, so α = 2·(1 − 17.5/27.5).
  expect(internalConsistency).toBeCloseTo(2 * (1 - 17.5 / 27.5), 12);
});

test('too few learners get counts and no statistics', () => {
  const few = quizStatistics(SLOTS, [learners(MIN_FOR_FACILITY - 1, 1, 0)]);
  expect(few).toMatchObject({ n: 4, nComplete: 4, mean: null, sd: null, internalConsistency: null });
  expect(few.slots[0]).toMatchObject({ n: 4, facility: null, sd: null, discrimination: null, effectiveWeight: null });

  const some = quizStatistics(SLOTS, [learners(MIN_FOR_CORRELATION - 2, 1, 1), learners(1, 0, 0)]);
  expect(some.slots[0]).toMatchObject({ n: 29, discrimination: null, efficiency: null, effectiveWeight: null });
  expect(some.slots[0]?.facility).toBeCloseTo(28 / 29, 12);
});

test('learners who stopped count for the questions they answered and not for the rest', () => {
  const { n, nComplete, slots } = quizStatistics(SLOTS, [learners(10, 1, 1), learners(10, 0, undefined)]);
  expect([n, nComplete]).toEqual([20, 10]);
  expect(slots.map(({ n, nComplete, facility }) => [n, nComplete, facility])).toEqual([
    [20, 10, 0.5],
    [10, 10, 1],
  ]);
});

test('where everyone has the same points there is nothing to compare', () => {
  const { slots, internalConsistency, errorRatio } = quizStatistics(SLOTS, [learners(50, 1, 1)]);
  expect([internalConsistency, errorRatio]).toEqual([null, null]);
  expect(slots[0]).toMatchObject({ facility: 1, sd: 0, discrimination: null, efficiency: null, effectiveWeight: null });
});

test('a question that the able get wrong has a negative discrimination and no effective weight', () => {
  const three = [...SLOTS, { id: 'c', maxScore: 3 }];
  const answers = (count: number, a: number, c: number): AnswerPattern => ({
    count,
    answers: [
      { slot: 'a', question: 'a', version: 'v1', variant: null, score: a },
      { slot: 'b', question: 'b', version: 'v1', variant: null, score: c / 3 },
      { slot: 'c', question: 'c', version: 'v1', variant: null, score: c },
    ],
  });
  const { slots } = quizStatistics(three, [answers(20, 0, 3), answers(20, 1, 0)]);
  expect(slots[0]?.discrimination).toBeCloseTo(-1, 12);
  expect(slots[0]?.effectiveWeight).toBeNull();
});

test('an answer whose learner is not known any more counts for its question and for nothing else', () => {
  const loose = { ...learners(10, 0, undefined), loose: true as const };
  const { n, nComplete, slots } = quizStatistics(SLOTS, [learners(10, 1, 1), loose]);
  expect([n, nComplete]).toEqual([10, 10]);
  expect(slots[0]).toMatchObject({ n: 20, nComplete: 10, facility: 0.5 });
});

test('answers in slots that are gone do not count', () => {
  const gone = { slot: 'old', question: 'old', version: 'v1', variant: null, score: 1 };
  expect(quizStatistics(SLOTS, [{ count: 9, answers: [gone] }])).toMatchObject({ n: 0, nComplete: 0 });
});
