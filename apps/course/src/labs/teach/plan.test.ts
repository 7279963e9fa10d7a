import { expect, it } from 'vitest';
import { TASKS } from './contract.ts';
import {
  askedPoint,
  axisOf,
  choiceOfError,
  countsOf,
  firstChoices,
  nextToLabel,
  readChoices,
  sweepFits,
  type TeachChoices,
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
    askedPoint([
      { ...point, x: 0, net: 0.37 },
      { ...point, x: 0.3, net: 0.37 },
    ])?.x,
  ).toBe(0.3);
  expect([0.1, 0.25, 0.4, 0.5].map(choiceOfError)).toEqual([0, 1, 2, 3]);
});

it('takes a finished sweep for that of other settings once they changed, not for what it went along', () => {
  const { task, features, seed, count, wrongShare } = firstChoices();
  const sweep = { task, features, seed, count, wrongShare, along: 'wrong', locale: 'zh' } as const;
  const fits = (change: Partial<TeachChoices>) => sweepFits(sweep, { ...firstChoices(), ...change });
  expect([fits({}), fits({ along: 'count' }), fits({ wrongShare: 0.4 }), fits(withOwn(firstChoices(), 1, 1))]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([fits({ task: '4-9' }), fits({ seed: 2 }), fits({ features: 'all' }), fits({ count: 10 })]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(sweepFits({ ...sweep, along: 'count' }, { ...firstChoices(), count: 10 })).toBe(true);
  expect(sweepFits({ ...sweep, along: 'count' }, { ...firstChoices(), wrongShare: 0.4 })).toBe(false);
});

it('draws a finished sweep on the axis it was measured along, whatever is chosen next', () => {
  const chosen = { along: 'count', task: 'notes' } as const;
  expect(axisOf({ along: 'wrong', task: '3-8' }, chosen)).toEqual({ along: 'wrong', values: [0, 0.1, 0.2, 0.3, 0.4] });
  expect(axisOf({ along: 'count', task: '3-8' }, chosen).values).toEqual(countsOf('3-8'));
  expect(axisOf(undefined, chosen)).toEqual({ along: 'count', values: countsOf('notes') });
});
