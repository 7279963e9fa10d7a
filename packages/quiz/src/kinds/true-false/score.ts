/**
 * True or false, with a reason. The right verdict for the right reason earns everything, for a wrong reason half: it may
 * have been a guess. The wrong verdict earns nothing, whatever the reason.
 */
import type { GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { OptionKey, SecretBase } from '../../score/secret-base.ts';
import type { TrueFalsePublic, TrueFalseResponse } from './public.ts';

interface TrueFalseKey {
  answer: boolean;
  reasons: OptionKey[];
  /** About the verdict; the reasons have remarks of their own. */
  feedback: { right: LocalText; wrong: LocalText };
}
export type TrueFalseSecret = SecretBase<TrueFalsePublic, TrueFalseKey>;

export const trueFalseScoring: KindScoring<TrueFalseSecret, TrueFalseResponse> = {
  score: scoreTrueFalse,
  right: rightTrueFalse,
  guesses: ({ public: { reasons } }) =>
    reasons.flatMap(({ id: reason }) => [true, false].map((verdict) => ({ kind: 'true-false', verdict, reason }))),
};

const SHARE_OF_VERDICT = 0.5;

/** Scores a validated answer. */
function scoreTrueFalse(secret: TrueFalseSecret, { verdict, reason }: TrueFalseResponse): GradedResult {
  const { answer, reasons, feedback } = secret.key;
  const { points } = secret.public;
  if (verdict !== answer) return grade(0, points, [{ tone: 'wrong', text: feedback.wrong }]);
  const chosen = reasons.find(({ id }) => id === reason);
  const right = chosen?.correct === true;
  return grade(right ? 1 : SHARE_OF_VERDICT, points, [
    { tone: 'right', text: feedback.right },
    ...(chosen ? [{ target: chosen.id, tone: right ? 'right' : 'wrong', text: chosen.feedback } as const] : []),
  ]);
}

/** Returns the answer that earns every point. */
function rightTrueFalse({ key }: TrueFalseSecret): TrueFalseResponse {
  return { kind: 'true-false', verdict: key.answer, reason: key.reasons.find(({ correct }) => correct)?.id ?? '' };
}
