/**
 * Number: right within the tolerance, or anywhere in the range. The right number without the unit that had to be named earns half. `near` is a
 * remark for a value close by; it earns nothing.
 */
import type { GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import { readNumber } from '../../typed/read-number.ts';
import { isWithin } from '../../typed/within.ts';
import type { NumberPublic, NumberResponse } from './public.ts';

export interface NumberKey {
  /** The right number, or the middle of the right range. */
  answer: number;
  /** Largest accepted distance from `answer`, in the unit of the answer: half the width of a range. */
  tolerance: number;
  /** The range as written, when any number in it is right. */
  range?: { from: number; to: number };
  /** Largest distance that earns the `near` remark; 0 without one. */
  nearTolerance: number;
  unitSpellings: string[];
  feedback: { right: LocalText; wrong: LocalText; near?: LocalText; unitMissing?: LocalText };
}
export type NumberSecret = SecretBase<NumberPublic, NumberKey>;

const SHARE_WITHOUT_UNIT = 0.5;

export const numberScoring: KindScoring<NumberSecret, NumberResponse> = { score: scoreNumber, right: rightNumber };

/** Scores a validated answer. */
function scoreNumber(secret: NumberSecret, { value }: NumberResponse): GradedResult {
  const { key, public: question } = secret;
  const typed = readNumber(value, key.unitSpellings);
  const wrong = grade(0, question.points, [{ tone: 'wrong', text: key.feedback.wrong }]);
  if (!typed || typed.unit === 'other') return wrong;
  if (isRight(typed.value, key)) {
    if (question.unitRequired && typed.unit === 'none')
      return grade(SHARE_WITHOUT_UNIT, question.points, [
        { tone: 'hint', text: key.feedback.unitMissing ?? key.feedback.wrong },
      ]);
    return grade(1, question.points, [{ tone: 'right', text: key.feedback.right }]);
  }
  if (key.feedback.near && isWithin(typed.value, key.answer, key.nearTolerance))
    return grade(0, question.points, [{ tone: 'hint', text: key.feedback.near }]);
  return wrong;
}

/** Returns an answer that earns every point. */
function rightNumber({ key }: NumberSecret): NumberResponse {
  const unit = key.unitSpellings[0];
  return { kind: 'number', value: unit === undefined ? String(key.answer) : `${key.answer} ${unit}` };
}

/** A range is compared at its written edges: its middle and half width may be rounded. */
function isRight(value: number, { answer, tolerance, range }: NumberKey): boolean {
  if (!range) return isWithin(value, answer, tolerance);
  return (value > range.from || isWithin(value, range.from, 0)) && (value < range.to || isWithin(value, range.to, 0));
}
