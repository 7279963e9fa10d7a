/**
 * Categorising, corrected for guessing: with k groups an item in the right one counts 1, in a wrong one −1 / (k − 1), so
 * that drawing lots, or putting everything into one group, earns nothing on average. At least 0.
 */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import { allAssignments } from '../../score/guesses.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type { CategorisingPublic, CategorisingResponse } from './public.ts';

interface ItemKey {
  /** The public ID. */
  id: string;
  authoredId: string;
  /** Public ID of the right group. */
  group: string;
  feedback: { right: LocalText; wrong: LocalText };
}
interface CategorisingKey {
  /** What the public IDs stand for, even after a text was corrected. */
  groups: { id: string; authoredId: string }[];
  items: ItemKey[];
}
export type CategorisingSecret = SecretBase<CategorisingPublic, CategorisingKey>;

export const categorisingScoring: KindScoring<CategorisingSecret, CategorisingResponse> = {
  score: scoreCategorising,
  right: rightCategorising,
  guesses: ({ public: { items, groups } }) =>
    allAssignments(
      items.map(({ id }) => id),
      groups.map(({ id }) => id),
    )?.map((chosen) => ({
      kind: 'categorising',
      placed: Object.fromEntries(items.map(({ id }, index) => [id, chosen[index] ?? ''])),
    })),
};

/** Scores a validated answer. */
function scoreCategorising(secret: CategorisingSecret, { placed }: CategorisingResponse): GradedResult {
  const { items } = secret.key;
  const { groups, points } = secret.public;
  // In the order of the answer, not of the key: remarks must not tell how the author ordered the items.
  const feedback = Object.entries(placed).flatMap(([id, chosen]) =>
    items
      .filter((item) => item.id === id)
      .map((item): Feedback => {
        const tone = item.group === chosen ? 'right' : 'wrong';
        return { target: id, tone, text: item.feedback[tone] };
      }),
  );
  const right = feedback.filter(({ tone }) => tone === 'right').length;
  const wrong = items.length - right;
  return grade((right - wrong / (groups.length - 1)) / items.length, points, feedback);
}

/** Returns the answer that earns every point. */
function rightCategorising({ key }: CategorisingSecret): CategorisingResponse {
  return { kind: 'categorising', placed: Object.fromEntries(key.items.map(({ id, group }) => [id, group])) };
}
