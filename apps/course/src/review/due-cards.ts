/** Which cards of a fetched review are due, by the clock that is passed in. Pure. */
import type { Review, ReviewCard } from '@glassbox/api/client';

export interface DueCards {
  /** Due now, the one due first first. */
  now: ReviewCard[];
  /** ISO time at which the next one is due, if there is one within the week that was fetched. */
  next: string | undefined;
}

export function dueCards({ cards }: Review, at: Date): DueCards {
  const isDue = ({ due }: ReviewCard) => Date.parse(due) <= at.getTime();
  return { now: cards.filter(isDue), next: cards.find((card) => !isDue(card))?.due };
}

/** Returns the review without the card of one objective: it was answered here, and the server will say when it is due. */
export function withoutCard(review: Review, { lesson, objective }: Pick<ReviewCard, 'lesson' | 'objective'>): Review {
  return {
    ...review,
    cards: review.cards.filter((card) => card.lesson !== lesson || card.objective !== objective),
  };
}
