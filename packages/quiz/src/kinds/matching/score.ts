/** Matching: every right pair earns its equal share; each left side gets the remark of its pair. */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import { allOrders } from '../../score/guesses.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type { MatchingPublic, MatchingResponse } from './public.ts';

interface PairKey {
  authoredId: string;
  /** Public IDs of both sides. */
  left: string;
  right: string;
  feedback: { right: LocalText; wrong: LocalText };
}
export type MatchingSecret = SecretBase<MatchingPublic, { pairs: PairKey[] }>;

export const matchingScoring: KindScoring<MatchingSecret, MatchingResponse> = {
  score: scoreMatching,
  right: rightMatching,
  guesses: ({ public: { left, right } }) =>
    allOrders(right.map(({ id }) => id))?.map((order) => ({
      kind: 'matching',
      matches: Object.fromEntries(left.map(({ id }, index) => [id, order[index] ?? ''])),
    })),
};

/** Scores a validated answer. */
function scoreMatching(secret: MatchingSecret, { matches }: MatchingResponse): GradedResult {
  const { pairs } = secret.key;
  // In the order of the answer, not of the key: remarks must not tell how the author ordered the pairs.
  const feedback = Object.entries(matches).flatMap(([left, chosen]) =>
    pairs
      .filter((pair) => pair.left === left)
      .map((pair): Feedback => {
        const tone = pair.right === chosen ? 'right' : 'wrong';
        return { target: left, tone, text: pair.feedback[tone] };
      }),
  );
  const right = feedback.filter(({ tone }) => tone === 'right').length;
  return grade(right / pairs.length, secret.public.points, feedback);
}

/** Returns the answer that earns every point. */
function rightMatching({ key }: MatchingSecret): MatchingResponse {
  return { kind: 'matching', matches: Object.fromEntries(key.pairs.map(({ left, right }) => [left, right])) };
}
