/** The review as this device fetched it last: cards of a week with their questions, so that it works without a network. */
import type { Review } from '@glassbox/api/client';

const KEY = 'glassbox-review';

export function keepReview(review: Review): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(review));
  } catch {
    // A full or blocked storage costs reviews without a network, nothing else.
  }
}

/** Returns what was kept, if it is there and readable. */
export function takeReview(): Review | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text ? (JSON.parse(text) as Review) : undefined;
  } catch {
    // Blocked or damaged storage is the same as none.
    return undefined;
  }
}
