/**
 * The input: not one row per learner but one per pattern of first answers, with the number of learners who have it.
 * Every statistic here is a function of those counts, and a database can make them.
 */
import type { ItemSample } from './item-statistics.ts';

/** A place in the quiz. With a pool, learners meet different questions in one slot. */
export interface Slot {
  id: string;
  /** Points for a fully right answer. */
  maxScore: number;
}

/** A first answer. `score` is in points of the slot as it is today. */
export interface FirstAnswer {
  slot: string;
  question: string;
  /** Which text of the question. */
  version: string;
  /** Which of the seeded variants; `null` for a question that has none. */
  variant: string | null;
  score: number;
}

/** `count` learners whose first answers were these, at most one per slot. */
export interface AnswerPattern {
  answers: readonly FirstAnswer[];
  count: number;
  /** Set when it is not known which other answers the same learners gave: these count for their question alone. */
  loose?: true;
}

/** A first answer, seen beside the rest of the same learner's. */
export interface PlacedAnswer extends ItemSample {
  answer: FirstAnswer;
}

export interface PlacedPatterns {
  /** Learners with at least one answer. */
  n: number;
  /** The points of those who answered every slot. */
  sums: { x: number; count: number }[];
  /** One list per slot, in the order of `slots`. */
  bySlot: PlacedAnswer[][];
}

/** Adds up each pattern and tells every answer the rest of its learner's. Answers in slots that are not listed don't count. */
export function placeAnswers(slots: readonly Slot[], patterns: readonly AnswerPattern[]): PlacedPatterns {
  const place = new Map(slots.map(({ id }, index) => [id, index]));
  const placed: PlacedPatterns = { n: 0, sums: [], bySlot: slots.map(() => []) };
  for (const { answers, count, loose } of patterns) {
    const counted = answers.filter(({ slot }) => place.has(slot));
    if (counted.length === 0) continue;
    if (!loose) placed.n += count;
    const sum = counted.reduce((points, { score }) => points + score, 0);
    const complete = !loose && counted.length === slots.length;
    if (complete) placed.sums.push({ x: sum, count });
    for (const answer of counted)
      placed.bySlot[place.get(answer.slot) ?? -1]?.push({
        answer,
        score: answer.score,
        count,
        ...(complete && { rest: sum - answer.score }),
      });
  }
  return placed;
}
