import { createRandom } from '@glassbox/kernels/random';
import { expect, test } from 'vitest';
import { LAST_DAY, type WatchResult, type WatchSetting } from './contract.ts';
import { firstChoices, isAsked, watchSettingOf } from './plan.ts';
import { checksOf, dayOf, drawRun, simulateWatch } from './simulate.ts';

const ASKED = watchSettingOf(firstChoices());

function run(change: Partial<WatchSetting> = {}, seed = 1, runs = 400): WatchResult {
  const steps = simulateWatch({ ...ASKED, ...change }, seed, runs);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

test('certain errors ring on the first day on which they outweigh the ordinary ones', () => {
  const certain = { ...ASKED, checksPerDay: 10, before: 0, after: 1, windowDays: 7 };
  expect(drawRun(createRandom(1), { ...certain, alarmAt: 0.1 }, 1, LAST_DAY)).toBe(1); // 10 of 70
  expect(drawRun(createRandom(1), { ...certain, alarmAt: 0.5 }, 1, LAST_DAY)).toBe(4); // 40 of 70
  expect(drawRun(createRandom(1), { ...certain, alarmAt: 1 }, 1, LAST_DAY)).toBeUndefined();
});

test('a seed draws the same, another seed draws otherwise', () => {
  expect(run()).toEqual(run());
  expect(run({}, 2).noticedBy).not.toEqual(run().noticedBy);
});

test('the share that has noticed never falls from day to day, and starts at nobody', () => {
  const { noticedBy } = run();
  expect(noticedBy[0]).toBe(0);
  expect(noticedBy.every((share, day) => day === 0 || share >= (noticedBy[day - 1] ?? 0))).toBe(true);
});

test('ten times as many checks with a lower line notice sooner, without more false alarms', () => {
  const [few, many] = [run(), run({ checksPerDay: 100, alarmAt: 0.06 })];
  expect(dayOf(many, 0.5)).toBeLessThan((dayOf(few, 0.5) ?? LAST_DAY) / 2);
  expect(many.falseAlarms).toBeLessThan(few.falseAlarms + 0.05);
});

test('a smaller canary hurts fewer and is noticed as fast, as long as there is enough to check', () => {
  const [all, tenth] = [run(), run({ canary: 0.1 })];
  expect(tenth.noticedBy).toEqual(all.noticedBy);
  expect(tenth.extraWrong).toBeCloseTo(all.extraWrong / 10);
  expect(checksOf({ ...ASKED, canary: 0.01, checksPerDay: 50 })).toBe(10);
});

test('the prediction is about the settings the lab opens with', () => {
  expect(isAsked(ASKED)).toBe(true);
  expect(isAsked({ ...ASKED, alarmAt: 0.06 })).toBe(false);
});
