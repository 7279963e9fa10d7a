/**
 * The cheapest remedy: say "I don't know" below some confidence. Every threshold is a trade: fewer wrong answers, fewer
 * right ones. Drawn over all thresholds it is a curve, and how near the curve comes to the corner is what the
 * confidence is worth.
 */
import { ConfigError } from '../foundations/errors.ts';
import type { Verdict } from '../world/judge.ts';

/** An answer's verdict, and how sure the model was. */
export interface ScoredAnswer {
  /** Any scale; higher is surer. */
  readonly confidence: number;
  /** Of the answer as written. */
  readonly verdict: Verdict;
}

/** What is left at one threshold. */
export interface ThresholdPoint {
  /** Answers with less are refused. */
  readonly threshold: number;
  /** Shares of all, in [0, 1]. */
  readonly right: number;
  readonly wrong: number;
  readonly refused: number;
}

/** How much is answered at one threshold, and how much of that is wrong. */
export interface RiskCoveragePoint {
  readonly threshold: number;
  /** Share of questions that are answered. */
  readonly coverage: number;
  /** Share of the answers that are wrong. */
  readonly risk: number;
}

/** Returns the verdict that counts when answers below the threshold are replaced by "I don't know". */
export function verdictAt({ confidence, verdict }: ScoredAnswer, threshold: number): Verdict {
  return confidence < threshold ? 'refused' : verdict;
}

/** Returns the shares of the three verdicts at a threshold; NaN without answers. */
export function sharesAt(answers: readonly ScoredAnswer[], threshold: number): ThresholdPoint {
  const verdicts = answers.map((answer) => verdictAt(answer, threshold));
  const share = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length / verdicts.length;
  return { threshold, right: share('right'), wrong: share('wrong'), refused: share('refused') };
}

/**
 * Returns the risk–coverage curve: a point per distinct confidence, from full coverage down. Answers that refuse by
 * themselves are not covered.
 *
 * @see El-Yaniv & Wiener 2010, JMLR 11; Geifman & El-Yaniv 2017, arXiv:1705.08500
 */
export function riskCoverage(answers: readonly ScoredAnswer[]): RiskCoveragePoint[] {
  const thresholds = [...new Set(answers.map(({ confidence }) => confidence))].sort((a, b) => a - b);
  return thresholds.flatMap((threshold) => {
    const { right, wrong } = sharesAt(answers, threshold);
    return right + wrong === 0 ? [] : [{ threshold, coverage: right + wrong, risk: wrong / (right + wrong) }];
  });
}

/**
 * Returns the highest threshold that keeps at least `keep` of the right answers: it takes away as many wrong ones as
 * that price allows. Choose it on a calibration split, never on the questions it is then measured with.
 *
 * @param answers to known questions, held out
 * @param keep share of right answers to keep, in (0, 1]
 * @throws ConfigError if keep is out of range or no answer is right
 */
export function chooseThreshold(answers: readonly ScoredAnswer[], keep: number): number {
  const right = answers.filter(({ verdict }) => verdict === 'right').map(({ confidence }) => confidence);
  if (!(keep > 0 && keep <= 1) || right.length === 0) {
    throw new ConfigError(
      `chooseThreshold: keep is ${keep} and ${right.length} answers are right; a share in (0, 1] and at least one right answer were needed; calibrate on known questions.`,
      'keep',
    );
  }
  right.sort((a, b) => b - a);
  return right[Math.ceil(keep * right.length) - 1] ?? Number.NEGATIVE_INFINITY;
}
