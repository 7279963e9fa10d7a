import { expect, test } from 'vitest';
import { choiceOf, firstPoemSettings, judgeGuess } from './plan.ts';

test('a share belongs to the choice that names it', () => {
  expect([0, 0.25, 0.3, 0.55, 0.6, 0.85, 0.9, 1].map(choiceOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
});

test('a guess is right, too low or too high', () => {
  expect(judgeGuess(3, 0.95)).toBe('right');
  expect(judgeGuess(1, 0.95)).toBe('more');
  expect(judgeGuess(3, 0.4)).toBe('less');
  expect(judgeGuess(undefined, 0.4)).toBe('none');
});

test('a short run still samples, checks and warms up', () => {
  const { train, sampling } = firstPoemSettings('zh', 10, 7);
  expect(train).toMatchObject({ maxSteps: 10, evalEvery: 5 });
  expect(sampling.everySteps).toBe(10);
  expect(train.warmupSteps).toBeLessThan(10);
});
