/**
 * What the answers say about a whole quiz, by Moodle's definitions (https://docs.moodle.org/dev/Quiz_statistics_calculations,
 * "Test statistics"). One attempt per learner and question counts, the first, as is Moodle's default: a second one
 * builds on the feedback of the first.
 */
import { MIN_FOR_CORRELATION, MIN_FOR_FACILITY, withTotal } from './item-statistics.ts';
import { centralMoment, mean, median, total, variance, type Weighted } from './moments.ts';
import { type AnswerPattern, type PlacedAnswer, placeAnswers, type Slot } from './patterns.ts';
import { type QuestionStatistics, questionStatistics, type SlotStatistics, slotStatistics } from './slot-statistics.ts';

/** Points in `mean`, `median`, `sd` and `standardError`; the rest are pure numbers. `null`: too few, or no spread. */
export interface QuizStatistics {
  /** Learners with at least one answer. */
  n: number;
  /** Learners who answered every slot: all that follows is about them. */
  nComplete: number;
  maxScore: number;
  mean: number | null;
  median: number | null;
  sd: number | null;
  skewness: number | null;
  kurtosis: number | null;
  /** Cronbach's α = P / (P − 1) · (1 − Σ V(x) / V(T)). */
  internalConsistency: number | null;
  /** √(1 − α): the share of the spread that is chance. */
  errorRatio: number | null;
  /** Error ratio × SD: how far a learner's points lie from their mean over many such quizzes. */
  standardError: number | null;
  /** In the order of the quiz. */
  slots: SlotStatistics[];
  /** In the order of their IDs; only questions that were answered. */
  questions: QuestionStatistics[];
}

/** Returns the statistics of a quiz, of its slots, and of the questions, versions and variants met in them. */
export function quizStatistics(slots: readonly Slot[], patterns: readonly AnswerPattern[]): QuizStatistics {
  const { n, sums, bySlot } = placeAnswers(slots, patterns);
  return {
    n,
    maxScore: slots.reduce((sum, slot) => sum + slot.maxScore, 0),
    ...overall(sums, bySlot),
    slots: slotStatistics(slots, bySlot),
    questions: questionStatistics(slots, bySlot),
  };
}

function overall(sums: readonly Weighted[], bySlot: readonly (readonly PlacedAnswer[])[]) {
  const nComplete = total(sums);
  const spread = variance(sums) ?? 0;
  const enough = nComplete >= MIN_FOR_FACILITY;
  const comparable = nComplete >= MIN_FOR_CORRELATION && spread > 0;
  const alpha = comparable ? cronbachAlpha(spread, bySlot) : null;
  const errorRatio = alpha === null ? null : Math.sqrt(1 - alpha);
  return {
    nComplete,
    mean: enough ? mean(sums) : null,
    median: enough ? median(sums) : null,
    sd: enough ? Math.sqrt(spread) : null,
    skewness: comparable ? skewness(sums, spread) : null,
    kurtosis: comparable ? kurtosis(sums, spread) : null,
    internalConsistency: alpha,
    errorRatio,
    standardError: errorRatio === null ? null : errorRatio * Math.sqrt(spread),
  };
}

function cronbachAlpha(spread: number, bySlot: readonly (readonly PlacedAnswer[])[]): number | null {
  const parts = bySlot.length;
  if (parts < 2) return null;
  const within = bySlot.reduce((sum, answers) => sum + (variance(withTotal(answers)) ?? 0), 0);
  return (parts / (parts - 1)) * (1 - within / spread);
}

/** k₃ / k₂^1.5 with k₃ = n² m₃ / ((n − 1)(n − 2)) and k₂ = V(T). */
function skewness(sums: readonly Weighted[], spread: number): number {
  const n = total(sums);
  return ((n * n) / ((n - 1) * (n - 2))) * (centralMoment(sums, 3) / spread ** 1.5);
}

/** k₄ / k₂² with k₄ = n² ((n + 1) m₄ − 3 (n − 1) m₂²) / ((n − 1)(n − 2)(n − 3)). */
function kurtosis(sums: readonly Weighted[], spread: number): number {
  const n = total(sums);
  const [m2, m4] = [centralMoment(sums, 2), centralMoment(sums, 4)];
  const k4 = ((n * n) / ((n - 1) * (n - 2) * (n - 3))) * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2);
  return k4 / (spread * spread);
}
