/**
 * How long until a feature that got worse is noticed: every checked answer is drawn, day by day, in many runs. An alarm on
 * a sliding window is not a textbook's interval (its days overlap), so it is simulated and not computed. Pure.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { LAST_DAY, QUIET_DAYS, RUNS, type WatchResult, type WatchSetting } from './contract.ts';

/** The days of one run until the alarm rang; undefined if it stayed silent to the end. */
export type Day = number | undefined;

/** Answers that can be checked each day: people can't check what was never given. */
export function checksOf({ answersPerDay, canary, checksPerDay }: WatchSetting): number {
  return Math.min(checksPerDay, Math.floor(answersPerDay * canary + 1e-9));
}

/** Draws one run: a window of ordinary days, then days at `rate` until the alarm rings or `lastDay` is over. */
export function drawRun(random: Random, setting: WatchSetting, rate: number, lastDay: number): Day {
  const { windowDays, alarmAt, before } = setting;
  const checks = checksOf(setting);
  const days = Array.from({ length: windowDays }, () => drawWrong(random, checks, before));
  let sum = days.reduce((total, count) => total + count, 0);
  for (let day = 1; day <= lastDay; day++) {
    const count = drawWrong(random, checks, rate);
    sum += count - (days.shift() ?? 0);
    days.push(count);
    if (sum > alarmAt * checks * windowDays + 1e-9) return day;
  }
  return undefined;
}

/** Runs one batch after another, so that a worker can answer in between; yields how many runs are done. */
export function* simulateWatch(
  setting: WatchSetting,
  seed: number,
  runs = RUNS,
  batch = 20,
): Generator<number, WatchResult> {
  const random = createRandom(seed);
  const found: Day[] = [];
  let rang = 0;
  while (found.length < runs) {
    found.push(drawRun(random, setting, setting.after, LAST_DAY));
    if (drawRun(random, setting, setting.before, QUIET_DAYS) !== undefined) rang++;
    if (found.length % batch === 0) yield found.length;
  }
  const noticedBy = Array.from(
    { length: LAST_DAY + 1 },
    (_, day) => found.filter((at) => at !== undefined && at <= day).length / runs,
  );
  const meanDays = found.reduce<number>((sum, day) => sum + (day ?? LAST_DAY), 0) / runs;
  const { answersPerDay, canary, after, before } = setting;
  const extraWrong = Math.max(0, meanDays * answersPerDay * canary * (after - before));
  return { setting, seed, runs, checks: checksOf(setting), noticedBy, falseAlarms: rang / runs, extraWrong };
}

/** The first day by whose end at least `share` of the runs had been noticed; undefined if that never came. */
export function dayOf({ noticedBy }: Pick<WatchResult, 'noticedBy'>, share: number): Day {
  const day = noticedBy.findIndex((noticed) => noticed >= share);
  return day < 0 ? undefined : day;
}

function drawWrong(random: Random, checks: number, rate: number): number {
  let wrong = 0;
  for (let i = 0; i < checks; i++) if (random.next() < rate) wrong++;
  return wrong;
}
