/**
 * When a memory is asked for again: FSRS by ts-fsrs, without its random fuzz, so that the same answers at the same times
 * always give the same days. Pure; the clock is passed in.
 */
import type { Verdict } from '@glassbox/quiz';
import { type Card, createEmptyCard, fsrs, type Grade, Rating, State } from 'ts-fsrs';

export interface ReviewAnswer {
  verdict: Verdict;
  /** Share of the answer that was right, 0 to 1, whatever hints and earlier tries took from its points. */
  share: number;
  /** How many hints were taken. */
  hintsUsed?: number | undefined;
  /** 1 = guessing … 3 = sure; absent when it was not asked. */
  certainty?: number | null | undefined;
}

const HALF = 0.5;
const UNSURE = 1;
const SURE = 3;

/** A learner who left for a year should meet an objective again. */
const MAX_DAYS = 365;
const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: MAX_DAYS,
  enable_fuzz: false,
  enable_short_term: true,
  // Long enough for the feedback to have left the working memory; the same time as a retry in `mastery/estimate.ts`.
  learning_steps: ['10m'],
  relearning_steps: ['10m'],
});

/**
 * Returns the rating of an answer. Less than half the points is Again; half of them, or a right answer with hints or by
 * guessing, is Hard; a right one Good; a right one that the learner was sure of Easy.
 */
export function gradeOf({ verdict, share, hintsUsed = 0, certainty }: ReviewAnswer): Grade {
  if (verdict !== 'right') return verdict === 'partly' && share >= HALF ? Rating.Hard : Rating.Again;
  if (hintsUsed > 0 || certainty === UNSURE) return Rating.Hard;
  return certainty === SURE ? Rating.Easy : Rating.Good;
}

/**
 * Returns the card after an answer at `at`, or `undefined` when it changes nothing:
 * - without a card, only a miss makes one;
 * - an answer older than the last review came late from a device that was offline;
 * - before it is due, a right answer repeats what was just read. A wrong one then is a lapse, but only of a memory that
 *   had been learnt: while learning, the card comes back within minutes anyway.
 */
export function advanceCard(card: Card | undefined, answer: ReviewAnswer, at: Date): Card | undefined {
  const grade = gradeOf(answer);
  if (card === undefined) {
    return answer.verdict === 'right' ? undefined : scheduler.next(createEmptyCard(at), at, grade).card;
  }
  if (card.last_review !== undefined && at <= card.last_review) return undefined;
  const isEarly = at < card.due;
  if (isEarly && !(grade === Rating.Again && card.state === State.Review)) return undefined;
  return scheduler.next(card, at, grade).card;
}
