/** What the lab asks of its worker: many months of a feature's life, each with its own draws. */

export interface WatchSetting {
  answersPerDay: number;
  /** Share of the answers that the new version gives. */
  canary: number;
  /** Answers of the new version that people check each day, if it gives so many. */
  checksPerDay: number;
  /** Share of wrong answers while all is well, and after something broke. */
  before: number;
  after: number;
  /** The alarm looks at the checks of so many days and rings above this share. */
  windowDays: number;
  alarmAt: number;
}

export interface WatchResult {
  setting: WatchSetting;
  seed: number;
  runs: number;
  /** Really checked each day: never more than there are answers. */
  checks: number;
  /** Share of the runs in which the alarm had rung by the end of day 0, 1, … */
  noticedBy: readonly number[];
  /** Of quiet runs, in which nothing broke: the share in which it rang all the same within `QUIET_DAYS`. */
  falseAlarms: number;
  /** Wrong answers given out beyond the usual ones before it was noticed, mean of the runs. */
  extraWrong: number;
}

export interface WatchMethods {
  watch: { params: { setting: WatchSetting; seed: number }; event: { done: number }; result: WatchResult };
}

export const RUNS = 1_000;
/** A run ends when the alarm rings, and at the latest after so many days. */
export const LAST_DAY = 60;
export const QUIET_DAYS = 30;
