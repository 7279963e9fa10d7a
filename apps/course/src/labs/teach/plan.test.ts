import { expect, it } from 'vitest';
import { TASKS } from './contract.ts';
import {
  askedError,
  choiceOfError,
  countsOf,
  firstChoices,
  nextToLabel,
  readChoices,
  withOwn,
  withTask,
} from './plan.ts';

it('begins with a number of labels that every task offers', () => {
  for (const task of TASKS) expect(countsOf(task)).toContain(withTask(firstChoices(), task).count);
});

it('asks for the first sample without a label of the learner’s own', () => {
  expect(nextToLabel([7, 3, 9], 2, { 7: 1 })).toBe(3);
  expect(nextToLabel([7, 3, 9], 2, { 7: 1, 3: 0 })).toBeUndefined();
});

it('keeps the labels of each task apart', () => {
  const choices = withTask(withOwn(firstChoices(), 5, 1), 'notes');
  expect(choices.own.notes).toEqual({});
  expect(choices.own['3-8']).toEqual({ 5: 1 });
});

it('survives a round trip through JSON and drops what is unsound', () => {
  const choices = { ...withOwn(firstChoices(), 12, 0), guess: 2, wrongShare: 0.3 };
  expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  expect(readChoices({ ...choices, count: 37, task: 'cats', own: { '3-8': { x: 1, 4: 7 } } })).toEqual({
    ...choices,
    count: 40,
    own: firstChoices().own,
  });
});

it('reads the error that the question is about', () => {
  const point = { line: 0, netTrain: 0 };
  expect(
    askedError([
      { ...point, x: 0, net: 0.2 },
      { ...point, x: 0.3, net: 0.37 },
    ]),
  ).toBe(0.37);
  expect([0.1, 0.25, 0.4, 0.5].map(choiceOfError)).toEqual([0, 1, 2, 3]);
});
