/**
 * Ordering with partial credit by the longest common subsequence (LCS): the most items that already follow one another rightly,
 * gaps allowed. One item is always in order with itself, so `share = (LCS − 1) / (n − 1)`: reversed earns 0, one
 * item out of place still earns (n − 2) / (n − 1).
 */
import type { GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import { allOrders } from '../../score/guesses.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type { OrderingPublic, OrderingResponse } from './public.ts';

export interface OrderingKey {
  /** Items in the right order. */
  order: { id: string; authoredId: string }[];
  feedback: { right: LocalText; wrong: LocalText; partly?: LocalText };
}
export type OrderingSecret = SecretBase<OrderingPublic, OrderingKey>;

export const orderingScoring: KindScoring<OrderingSecret, OrderingResponse> = {
  score: scoreOrdering,
  right: rightOrdering,
  guesses: ({ public: { items } }) =>
    allOrders(items.map(({ id }) => id))?.map((order) => ({ kind: 'ordering', order })),
};

/** Scores a validated answer. */
function scoreOrdering(secret: OrderingSecret, { order }: OrderingResponse): GradedResult {
  const { order: rightOrder, feedback } = secret.key;
  const inOrder = longestCommonSubsequence(
    order,
    rightOrder.map(({ id }) => id),
  );
  const share = (inOrder - 1) / (rightOrder.length - 1);
  if (share >= 1) return grade(1, secret.public.points, [{ tone: 'right', text: feedback.right }]);
  const text = share > 0 ? (feedback.partly ?? feedback.wrong) : feedback.wrong;
  return grade(share, secret.public.points, [{ tone: share > 0 ? 'hint' : 'wrong', text }]);
}

/** Returns the answer that earns every point. */
function rightOrdering({ key }: OrderingSecret): OrderingResponse {
  return { kind: 'ordering', order: key.order.map(({ id }) => id) };
}

/** Returns the length of the longest sequence that is in both lists in the same order, gaps allowed. */
export function longestCommonSubsequence(left: readonly string[], right: readonly string[]): number {
  // lengths[j]: the answer for the part of `left` read so far and the first j of `right`.
  const lengths = new Array<number>(right.length + 1).fill(0);
  for (const item of left) {
    let diagonal = 0;
    for (const [j, other] of right.entries()) {
      const above = lengths[j + 1] ?? 0;
      lengths[j + 1] = item === other ? diagonal + 1 : Math.max(above, lengths[j] ?? 0);
      diagonal = above;
    }
  }
  return lengths[right.length] ?? 0;
}
