/** Matching: every right pair earns its equal share; each left side gets the remark of its pair. */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import { allOrders } from '../../score/guesses.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type { MatchingPublic, MatchingResponse } from './public.ts';

/** A public ID, and what it stands for even after its text was corrected. */
interface Side {
  id: string;
  authoredId: string;
}
/** The left side of a pair, and the right one that belongs to it. */
interface PairKey extends Side {
  partner: Side;
  feedback: { right: LocalText; wrong: LocalText };
}
export type MatchingSecret = SecretBase<MatchingPublic, { pairs: PairKey[]; distractors: Side[] }>;

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
      .filter(({ id }) => id === left)
      .map((pair): Feedback => {
        const tone = pair.partner.id === chosen ? 'right' : 'wrong';
        return { target: left, tone, text: pair.feedback[tone] };
      }),
  );
  const right = feedback.filter(({ tone }) => tone === 'right').length;
  return grade(right / pairs.length, secret.public.points, feedback);
}

/** Returns the answer that earns every point. */
function rightMatching({ key }: MatchingSecret): MatchingResponse {
  return { kind: 'matching', matches: Object.fromEntries(key.pairs.map(({ id, partner }) => [id, partner.id])) };
}
