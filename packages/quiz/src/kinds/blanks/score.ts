/** A text with blanks: every blank that is right earns its equal share; each has its own remark. */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import { type AcceptedForms, isAccepted } from '../../typed/accepted.ts';
import { readNumber } from '../../typed/read-number.ts';
import { isWithin } from '../../typed/within.ts';
import type { BlanksPublic, BlanksResponse } from './public.ts';

interface BlankKey {
  /** The public ID. */
  id: string;
  authoredId: string;
  /** One of `accept` and `answer` is there. */
  accept?: AcceptedForms;
  answer?: { value: number; tolerance: number };
  feedback: { right: LocalText; wrong: LocalText };
}
export type BlanksSecret = SecretBase<BlanksPublic, { blanks: BlankKey[] }>;

export const blanksScoring: KindScoring<BlanksSecret, BlanksResponse> = { score: scoreBlanks, right: rightBlanks };

/** Scores a validated answer. */
function scoreBlanks(secret: BlanksSecret, { typed }: BlanksResponse): GradedResult {
  const { blanks } = secret.key;
  const judged = blanks.map((blank) => ({ blank, right: isRight(blank, typed[blank.id] ?? '') }));
  const feedback = judged.map(({ blank, right }): Feedback => {
    const tone = right ? 'right' : 'wrong';
    return { target: blank.id, tone, text: blank.feedback[tone] };
  });
  return grade(judged.filter(({ right }) => right).length / blanks.length, secret.public.points, feedback);
}

/** Returns an answer that earns every point. */
function rightBlanks({ key }: BlanksSecret): BlanksResponse {
  const typed = key.blanks.map(({ id, accept, answer }) => [id, accept?.zh[0] ?? String(answer?.value)]);
  return { kind: 'blanks', typed: Object.fromEntries(typed) };
}

function isRight({ accept, answer }: BlankKey, typed: string): boolean {
  if (accept) return isAccepted(typed, accept);
  const number = readNumber(typed, []);
  return answer !== undefined && number?.unit === 'none' && isWithin(number.value, answer.value, answer.tolerance);
}
