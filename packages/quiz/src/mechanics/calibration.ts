/**
 * How well a learner's certainty fits the answers: Moodle's summary of certainty-based marking.
 *
 * - `accuracy`: mean share of the answers that is right, without certainty.
 * - `average`: mean certainty points, −6..3; this is Moodle's "average CBM mark".
 * - `bonus`: 0.1 · (average − the most one fixed level would have given at this accuracy), Moodle's "CBM bonus":
 *   above 0 for someone whose certainty tells right answers from wrong ones. `accuracy + bonus` is the normalised score.
 * - `judgement` per level: whether the share of right answers lies in the window where this level pays best
 *   (1: below 2/3, 2: 2/3 to 0.8, 3: above 0.8). Under 2 answers outside it by chance are not called wrong: a level is
 *   judged only when (distance from the window)² · answers > 0.5, Moodle's rule for more than "slightly".
 */
import { CERTAINTIES, CERTAINTY_STAKES, type Certainty, certaintyPoints } from './certainty.ts';

export interface CertainAnswer {
  certainty: Certainty;
  /** Share of the answer that was right, 0..1. */
  share: number;
}
export type Judgement = 'fits' | 'overconfident' | 'underconfident';
export interface LevelCalibration {
  certainty: Certainty;
  answers: number;
  /** Mean share that was right. */
  right: number;
  judgement: Judgement;
}
export interface Calibration {
  answers: number;
  accuracy: number;
  average: number;
  bonus: number;
  /** Levels that were used, the lowest first. */
  levels: LevelCalibration[];
}

const BONUS_FACTOR = 0.1;
const JUDGED_FROM = 0.5;
const WINDOWS: Readonly<Record<Certainty, readonly [number, number]>> = { 1: [0, 2 / 3], 2: [2 / 3, 0.8], 3: [0.8, 1] };

/** Returns the summary, or `undefined` when there is no answer to speak of. */
export function calibrate(answers: readonly CertainAnswer[]): Calibration | undefined {
  if (answers.length === 0) return undefined;
  const accuracy = mean(answers.map(({ share }) => share));
  const average = mean(answers.map(({ share, certainty }) => certaintyPoints(share, certainty)));
  const byOneLevel = CERTAINTIES.map((level) => {
    const { right, wrong } = CERTAINTY_STAKES[level];
    return accuracy * right + (1 - accuracy) * wrong;
  });
  const levels = CERTAINTIES.flatMap((certainty): LevelCalibration[] => {
    const shares = answers.filter((answer) => answer.certainty === certainty).map(({ share }) => share);
    if (shares.length === 0) return [];
    return [{ certainty, answers: shares.length, right: mean(shares), judgement: judge(certainty, shares) }];
  });
  return {
    answers: answers.length,
    accuracy,
    average,
    bonus: BONUS_FACTOR * (average - Math.max(...byOneLevel)),
    levels,
  };
}

function judge(certainty: Certainty, shares: readonly number[]): Judgement {
  const right = mean(shares);
  const [low, high] = WINDOWS[certainty];
  const distance = Math.max(low - right, right - high, 0);
  if (distance ** 2 * shares.length <= JUDGED_FROM) return 'fits';
  return right < low ? 'overconfident' : 'underconfident';
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}
