/** The hallucination budget: what a sample of checked answers says about a day's wrong ones. Pure. */
import { type Rate, wilsonInterval } from '@glassbox/core/hallucination';

export interface BudgetInput {
  answersPerDay: number;
  checked: number;
  wrong: number;
  /** The largest share of wrong answers that the product can bear. */
  limit: number;
  costPerWrong: number;
}

/** `within` and `over` only where the whole interval is on one side of the limit. */
export type BudgetVerdict = 'nothing' | 'within' | 'unsettled' | 'over';

interface Span {
  low: number;
  middle: number;
  high: number;
}

export interface Budget {
  rate: Rate;
  verdict: BudgetVerdict;
  wrongPerDay: Span;
  costPerMonth: Span;
  /** Checks it would take, at the same share of wrong ones, until the whole interval is below the limit. */
  checksNeeded: number | undefined;
}

const DAYS = 30;
const MOST_CHECKS = 100_000;

export function budgetOf(input: BudgetInput): Budget {
  const { answersPerDay, checked, limit, costPerWrong } = input;
  const rate = wilsonInterval(Math.min(input.wrong, checked), checked);
  const span = (times: number): Span => ({
    low: rate.low * times,
    middle: rate.share * times,
    high: rate.high * times,
  });
  return {
    rate,
    verdict: checked === 0 ? 'nothing' : rate.high <= limit ? 'within' : rate.low > limit ? 'over' : 'unsettled',
    wrongPerDay: span(answersPerDay),
    costPerMonth: span(answersPerDay * DAYS * costPerWrong),
    checksNeeded: checked === 0 ? undefined : checksNeeded(rate.share, limit),
  };
}

/** The fewest checks, doubled and then halved towards, whose interval lies wholly under the limit. */
function checksNeeded(share: number, limit: number): number | undefined {
  if (share >= limit) return undefined;
  const enough = (total: number) => wilsonInterval(Math.round(share * total), total).high <= limit;
  let high = 1;
  while (!enough(high)) {
    high *= 2;
    if (high > MOST_CHECKS) return undefined;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
