/**
 * How well a learner has mastered an objective, from the answers to its questions. Pure.
 *
 * The share that will be right is estimated by a Beta distribution: it begins as Beta(1, 1), every share equally likely, and each
 * answer adds its share to α and the rest to β (Lee, Bayesian Statistics: An Introduction, 4th ed., section 3.1; the mean is
 * Laplace's rule of succession). The newest answer counts fully, each one before it DECAY times as much, because what
 * was answered lately tells more about today (Galyardt and Goldin 2015, "Move your lamp post", JEDM 7(2)). Unlike there,
 * nothing is fitted to data and partial credit counts as the share it is.
 */

export interface MasteryAnswer {
  questionId: string;
  /** Share of the answer that was right, 0 to 1, whatever hints and earlier tries took from its points. */
  share: number;
  answeredAt: Date;
}

export interface Mastery {
  /** Expected share that will be right, 0 to 1; 0.5 when nothing is known. */
  estimate: number;
  /** One standard deviation of it. */
  spread: number;
  /** How many answers it rests on. */
  answers: number;
  level: 'unknown' | 'shaky' | 'growing' | 'solid';
}

export const WINDOW = 10;
const DECAY = 0.8;
/** An answer to the same question so soon after the last one repeats the feedback that was just read. */
export const RETRY_MS = 10 * 60_000;
const GROWING_FROM = 0.5;
/** Reached by three right answers in a row; ten of them give 0.85. */
const SOLID_FROM = 0.75;

/** Returns what the answers to one objective's questions say, in whatever order they come. */
export function estimateMastery(answers: readonly MasteryAnswer[]): Mastery {
  const counted = withoutRetries(answers).slice(-WINDOW).reverse();
  let alpha = 1;
  let beta = 1;
  for (const [age, { share }] of counted.entries()) {
    const weight = DECAY ** age;
    alpha += weight * share;
    beta += weight * (1 - share);
  }
  const total = alpha + beta;
  const estimate = alpha / total;
  const spread = Math.sqrt((alpha * beta) / (total * total * (total + 1)));
  return { estimate, spread, answers: counted.length, level: levelOf(estimate, counted.length) };
}

/** Oldest first, without answers that came right after another one to the same question. */
function withoutRetries(answers: readonly MasteryAnswer[]): MasteryAnswer[] {
  const latest = new Map<string, number>();
  return [...answers]
    .sort((a, b) => a.answeredAt.getTime() - b.answeredAt.getTime())
    .filter(({ questionId, answeredAt }) => {
      const before = latest.get(questionId);
      latest.set(questionId, answeredAt.getTime());
      return before === undefined || answeredAt.getTime() - before >= RETRY_MS;
    });
}

function levelOf(estimate: number, answers: number): Mastery['level'] {
  if (answers === 0) return 'unknown';
  if (estimate >= SOLID_FROM) return 'solid';
  return estimate >= GROWING_FROM ? 'growing' : 'shaky';
}
