/** Short text: right when it is one of the accepted forms of either language, after both are normalised. */
import type { GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import { type AcceptedForms, isAccepted } from '../../typed/accepted.ts';
import type { ShortTextPublic, ShortTextResponse } from './public.ts';

export interface ShortTextKey {
  accept: AcceptedForms;
  feedback: { right: LocalText; wrong: LocalText };
}
export type ShortTextSecret = SecretBase<ShortTextPublic, ShortTextKey>;

export const shortTextScoring: KindScoring<ShortTextSecret, ShortTextResponse> = {
  score: scoreShortText,
  right: rightShortText,
};

/** Scores a validated answer. A Chinese form is right on the English page too. */
function scoreShortText(secret: ShortTextSecret, { text }: ShortTextResponse): GradedResult {
  const { accept, feedback } = secret.key;
  if (isAccepted(text, accept)) return grade(1, secret.public.points, [{ tone: 'right', text: feedback.right }]);
  return grade(0, secret.public.points, [{ tone: 'wrong', text: feedback.wrong }]);
}

/** Returns an answer that earns every point. */
function rightShortText({ key }: ShortTextSecret): ShortTextResponse {
  return { kind: 'short-text', text: key.accept.zh[0] ?? key.accept.en[0] ?? '' };
}
