/** What the answers say about each place of the quiz, and about each question, version and variant met there. */
import { type ItemStatistics, itemStatistics, MIN_FOR_CORRELATION, withTotal } from './item-statistics.ts';
import { covariance } from './moments.ts';
import type { FirstAnswer, PlacedAnswer, Slot } from './patterns.ts';

export interface NamedStatistics extends ItemStatistics {
  id: string;
}

export interface QuestionStatistics extends NamedStatistics {
  /** In the order of their names; one entry when the text never changed. */
  versions: NamedStatistics[];
  /** Empty for a question without variants. */
  variants: NamedStatistics[];
}

export interface SlotStatistics extends NamedStatistics {
  maxScore: number;
  /** What share of the points it is worth. */
  intendedWeight: number;
  /** What share of the differences between learners it makes: √C(x, T) / Σ √C(x, T); `null` where C(x, T) < 0. */
  effectiveWeight: number | null;
}

/** Returns the statistics of every slot; `bySlot` has its answers in the same order. */
export function slotStatistics(slots: readonly Slot[], bySlot: readonly (readonly PlacedAnswer[])[]): SlotStatistics[] {
  const quizMax = slots.reduce((sum, slot) => sum + slot.maxScore, 0);
  const covariances = bySlot.map((answers) => covariance(withTotal(answers)) ?? 0);
  const roots = covariances.map((value) => Math.sqrt(Math.max(0, value)));
  const sumOfRoots = roots.reduce((left, right) => left + right, 0);
  return slots.map(({ id, maxScore }, index) => {
    const answers = bySlot[index] ?? [];
    const statistics = itemStatistics(answers, maxScore);
    const weighable = statistics.nComplete >= MIN_FOR_CORRELATION && sumOfRoots > 0 && (covariances[index] ?? 0) >= 0;
    return {
      id,
      maxScore,
      ...statistics,
      intendedWeight: quizMax > 0 ? maxScore / quizMax : 0,
      effectiveWeight: weighable ? (roots[index] ?? 0) / sumOfRoots : null,
    };
  });
}

/**
 * Returns the statistics of every question, wherever it was met: a pool that draws several puts the same question into
 * different slots, all with the same points.
 */
export function questionStatistics(
  slots: readonly Slot[],
  bySlot: readonly (readonly PlacedAnswer[])[],
): QuestionStatistics[] {
  const worth = new Map(slots.map(({ id, maxScore }) => [id, maxScore]));
  return [...Map.groupBy(bySlot.flat(), ({ answer }) => answer.question)].sort(byName).map(([id, own]) => {
    const maxScore = worth.get(own[0]?.answer.slot ?? '') ?? 0;
    return {
      id,
      ...itemStatistics(own, maxScore),
      versions: split(own, maxScore, ({ version }) => version),
      variants: split(own, maxScore, ({ variant }) => variant),
    };
  });
}

/** Returns the statistics of each group of answers with the same name; answers without one are left out. */
function split(
  answers: readonly PlacedAnswer[],
  maxScore: number,
  nameOf: (answer: FirstAnswer) => string | null,
): NamedStatistics[] {
  const named = answers.filter(({ answer }) => nameOf(answer) !== null);
  return [...Map.groupBy(named, ({ answer }) => nameOf(answer) ?? '')]
    .sort(byName)
    .map(([id, members]) => ({ id, ...itemStatistics(members, maxScore) }));
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}
