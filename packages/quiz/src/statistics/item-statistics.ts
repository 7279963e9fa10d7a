/**
 * What the answers say about one question, by the definitions of Moodle's quiz statistics
 * (https://docs.moodle.org/dev/Quiz_statistics_calculations, "Position statistics").
 *
 * Two groups of learners count. Facility and spread take everyone who answered. Whatever looks at the rest of the quiz
 * takes those who answered all of it: a rest score out of three questions and one out of seven can't be compared.
 */
import { covariance, maximalCovariance, mean, total, variance, type WeightedPair } from './moments.ts';

/** Below this many learners a mean says more about who they are than about the question. */
export const MIN_FOR_FACILITY = 5;
/** Below this a correlation is noise: with 30 learners its standard error is still 0.18. */
export const MIN_FOR_CORRELATION = 30;

/** More than rounding leaves of a spread that is none; far less than points in hundredths make. */
const TINY = 1e-12;

/** The answers of `count` learners to one question: points earned here and, for whoever finished, in the rest. */
export interface ItemSample {
  score: number;
  /** T − x: the points of all other questions; absent unless the learner answered them all. */
  rest?: number;
  count: number;
}

/** Shares and correlations, not per cent. `null`: too few learners (see the two `n`), or no spread to compare. */
export interface ItemStatistics {
  /** Learners who answered. */
  n: number;
  /** Of them, those who answered the whole quiz. */
  nComplete: number;
  /** F = x̄ / max: the mean share of the points. */
  facility: number | null;
  /** √V(x) / max. */
  sd: number | null;
  /** D = C(x, T − x) / √(V(x) V(T − x)), −1 to 1: do those who do well elsewhere do well here? */
  discrimination: number | null;
  /** C(x, T − x) / C_max(x, T − x): the same, as a share of what this facility allows. At most 1. */
  efficiency: number | null;
}

/** Returns the statistics of one question, one version or one variant of it. */
export function itemStatistics(samples: readonly ItemSample[], maxScore: number): ItemStatistics {
  const scores = samples.map(({ score, count }) => ({ x: score, count }));
  const pairs = withRest(samples);
  const [n, nComplete] = [total(scores), total(pairs)];
  const enough = n >= MIN_FOR_FACILITY && maxScore > 0;
  const spread = variance(scores);
  return {
    n,
    nComplete,
    facility: enough ? mean(scores) / maxScore : null,
    sd: enough && spread !== null ? Math.sqrt(spread) / maxScore : null,
    ...(nComplete >= MIN_FOR_CORRELATION ? correlations(pairs) : { discrimination: null, efficiency: null }),
  };
}

/** Returns (x, T) of the learners who answered everything. */
export function withTotal(samples: readonly ItemSample[]): WeightedPair[] {
  return withRest(samples).map(({ x, y, count }) => ({ x, y: x + y, count }));
}

/** Returns (x, T − x) of the learners who answered everything. */
function withRest(samples: readonly ItemSample[]): WeightedPair[] {
  return samples.flatMap(({ score, rest, count }) => (rest === undefined ? [] : [{ x: score, y: rest, count }]));
}

function correlations(pairs: readonly WeightedPair[]): Pick<ItemStatistics, 'discrimination' | 'efficiency'> {
  const both = covariance(pairs);
  const spread = product(variance(pairs), variance(pairs.map(({ y, count }) => ({ x: y, count }))));
  const most = maximalCovariance(pairs);
  return {
    discrimination: both !== null && spread > TINY ? both / Math.sqrt(spread) : null,
    efficiency: both !== null && most !== null && most > TINY ? both / most : null,
  };
}

function product(left: number | null, right: number | null): number {
  return left === null || right === null ? 0 : left * right;
}
