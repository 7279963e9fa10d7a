/** Whether confidence means anything: of answers given with 80 % confidence, are 80 % right? */
import { ConfigError } from '../foundations/errors.ts';

/** One answer: how sure it was and whether it was right. */
export interface Judged {
  /** In [0, 1]. */
  readonly confidence: number;
  readonly right: boolean;
}

/** One bar of a reliability diagram. */
export interface ReliabilityBin {
  /** Confidences in (low, high] fall into it; the first takes 0 too. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** NaN in an empty bin. */
  readonly meanConfidence: number;
  /** Share of right answers; NaN in an empty bin. */
  readonly accuracy: number;
}

/** How far confidence is from the truth. */
export interface Calibration {
  /** Expected calibration error: Σ over bins of count/n · |accuracy − mean confidence|. NaN without answers. */
  readonly ece: number;
  /** Largest gap of any bin that has answers. */
  readonly maxGap: number;
  /** Mean of (confidence − right)², right as 1 or 0. */
  readonly brier: number;
  readonly bins: readonly ReliabilityBin[];
}

/**
 * Returns expected calibration error, Brier score and the bins of a reliability diagram. Bins are of equal width.
 *
 * @param answers in any order
 * @param binCount default 10
 * @throws ConfigError if a confidence is outside [0, 1] or binCount is not a whole number from 1 up
 * @see Guo et al. 2017, arXiv:1706.04599, section 2; Brier 1950
 * @example calibrate([{ confidence: 0.9, right: true }, { confidence: 0.9, right: false }]).ece; // 0.4
 */
export function calibrate(answers: readonly Judged[], binCount = 10): Calibration {
  check(answers, binCount);
  const groups = Array.from({ length: binCount }, (): Judged[] => []);
  for (const answer of answers) groups[binOf(answer.confidence, binCount)]?.push(answer);
  const bins = groups.map(
    (group, index): ReliabilityBin => ({
      low: index / binCount,
      high: (index + 1) / binCount,
      count: group.length,
      meanConfidence: mean(group.map(({ confidence }) => confidence)),
      accuracy: mean(group.map(({ right }) => Number(right))),
    }),
  );
  const filled = bins.filter(({ count }) => count > 0);
  const gaps = filled.map(({ accuracy, meanConfidence }) => Math.abs(accuracy - meanConfidence));
  return {
    ece:
      answers.length === 0 ? Number.NaN : sum(filled.map(({ count }, i) => (count / answers.length) * (gaps[i] ?? 0))),
    maxGap: answers.length === 0 ? Number.NaN : Math.max(...gaps),
    brier: mean(answers.map(({ confidence, right }) => (confidence - Number(right)) ** 2)),
    bins,
  };
}

/** The bin (low, high] of a confidence, as in Guo et al.; 0 goes into the first. */
function binOf(confidence: number, binCount: number): number {
  return Math.max(0, Math.ceil(confidence * binCount) - 1);
}

function check(answers: readonly Judged[], binCount: number): void {
  if (!(Number.isInteger(binCount) && binCount >= 1)) {
    throw new ConfigError(
      `calibrate: binCount is ${binCount}; a whole number from 1 up was needed; 10 is usual.`,
      'binCount',
    );
  }
  const odd = answers.find(({ confidence }) => !(confidence >= 0 && confidence <= 1));
  if (!odd) return;
  throw new ConfigError(
    `calibrate: a confidence of ${odd.confidence} was found; a number from 0 to 1 was needed; pass probabilities, not log probabilities.`,
    'confidence',
  );
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length; // NaN of nothing
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
