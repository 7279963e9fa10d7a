import { expect, test } from 'vitest';
import { advanceQuestion } from './question-standing.ts';

function attempt(id: string, score: number, maxScore: number, minute: number) {
  const verdict = score === maxScore ? ('right' as const) : score > 0 ? ('partly' as const) : ('wrong' as const);
  const answeredAt = new Date(Date.UTC(2026, 10, 23, 12, minute));
  return { id, learnerId: 'ada', lesson: 'start', questionId: 'one', verdict, score, maxScore, answeredAt };
}

test('the first attempt is both best and latest', () => {
  expect(advanceQuestion(undefined, attempt('a', 0, 2, 0))).toMatchObject({
    attemptCount: 1,
    latestAttemptId: 'a',
    bestScore: 0,
    bestVerdict: 'wrong',
  });
});

test('the best rises and never falls, whatever the order of attempts', () => {
  const scores = [1, 0, 2, 1];
  let standing: ReturnType<typeof advanceQuestion> | undefined;
  const bests = scores.map((score, index) => {
    standing = advanceQuestion(standing, attempt(String(index), score, 2, index));
    return standing.bestScore;
  });
  expect(bests).toEqual([1, 1, 2, 2]);
  expect(standing).toMatchObject({ attemptCount: 4, latestAttemptId: '3', bestVerdict: 'right' });
});

test('when the points of a question changed, the greater share is the better attempt', () => {
  const before = advanceQuestion(undefined, attempt('a', 1, 1, 0));
  expect(advanceQuestion(before, attempt('b', 2, 4, 1))).toMatchObject({
    bestScore: 1,
    bestMaxScore: 1,
    bestVerdict: 'right',
  });
});

test('an older attempt that arrives later counts and is not the latest', () => {
  const before = advanceQuestion(undefined, attempt('a', 0, 1, 10));
  expect(advanceQuestion(before, attempt('b', 1, 1, 5))).toMatchObject({
    attemptCount: 2,
    latestAttemptId: 'a',
    bestScore: 1,
  });
});

test('a right answer in a try that can earn less is the best verdict beside the earlier, higher score', () => {
  const before = advanceQuestion(undefined, attempt('a', 1.5, 2, 0));
  const right = { ...attempt('b', 1, 2, 1), verdict: 'right' as const };
  expect(advanceQuestion(before, right)).toMatchObject({ bestScore: 1.5, bestVerdict: 'right' });
});
