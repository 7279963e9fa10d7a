import { expect, test } from 'vitest';
import { afterDelivery, feedbackIn } from './question-state.ts';

const text = { zh: '对', en: 'Yes' };
const graded = afterDelivery(
  {
    state: 'delivered',
    kind: 'attempt',
    result: {
      attemptId: '0e3f0b1c-6f0c-4b8e-8f3a-1d2c3b4a5968',
      verdict: 'partly',
      score: 1,
      maxScore: 2,
      bestScore: 2,
      worth: 1,
      attemptNumber: 2,
      gradedBy: 'server',
      feedback: [
        { target: 'b', tone: 'right', text },
        { tone: 'hint', text },
      ],
    },
  },
  'key',
);

test('a delivered answer shows its verdict, and the best score beside this one', () => {
  expect(graded).toMatchObject({ phase: 'graded', verdict: 'partly', score: 1, bestScore: 2 });
});

test('a graded answer shows its remarks', () => {
  expect(feedbackIn(graded)).toEqual([
    { target: 'b', tone: 'right', text },
    { tone: 'hint', text },
  ]);
});

test('an answer without network is kept under its key, without any verdict', () => {
  const kept = afterDelivery({ state: 'later', reason: 'offline' }, 'k1');
  expect(kept).toEqual({ phase: 'kept', key: 'k1' });
  expect(feedbackIn(kept)).toEqual([]);
});

test('a refused answer says why', () => {
  const refusal = { code: 'question-changed', message: 'The question was changed.' };
  expect(afterDelivery({ state: 'refused', refusal }, 'k1')).toEqual({ phase: 'refused', refusal });
});

test('a stored text opens its assessment', () => {
  const solution = { submissionId: 'id', text: 'mine', modelAnswer: text, criteria: [] };
  expect(afterDelivery({ state: 'delivered', kind: 'text', result: solution }, 'k1')).toEqual({
    phase: 'assessing',
    solution,
  });
});
