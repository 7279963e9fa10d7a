import { expect, test } from 'vitest';
import { checkPredictions } from './check-predictions.ts';

const quiz = {
  file: 'quiz.yaml',
  data: {
    questions: [
      { id: 'a', kind: 'number', lab: 'nowhere' },
      { id: 'b', kind: 'prediction', lab: 'train-live' },
      { id: 'c', kind: 'prediction', lab: 'nowhere' },
    ],
  },
  locate: (path: readonly PropertyKey[]) => ({ line: Number(path[1]), column: 1 }),
};

test('a prediction whose lab the lesson does not have is a problem at its place', () => {
  expect(checkPredictions(quiz, ['train-live'])).toEqual([
    { file: 'quiz.yaml', line: 2, column: 1, found: 'the lab "nowhere"', needed: 'a lab of this lesson: train-live' },
  ]);
  expect(checkPredictions(quiz, []).map(({ line }) => line)).toEqual([1, 2]);
});
