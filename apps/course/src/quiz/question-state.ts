/** Where one question is between an empty form and a graded answer. Pure: the island draws it, the tests drive it. */
import type { AttemptResult, QuestionHistory, Solution } from '@glassbox/api/client';
import type { Feedback, Verdict } from '@glassbox/quiz';
import type { Delivery, Refusal } from '../progress/entry.ts';

export interface Graded {
  phase: 'graded';
  verdict: Verdict;
  score: number;
  maxScore: number;
  bestScore: number;
  feedback: Feedback[];
  /** The share of the points that this try could earn. */
  worth: number;
  /** Absent where the question does not ask for certainty. */
  certaintyPoints?: number;
}

export type QuestionState =
  /** Unanswered, or being answered again. `problem` says why the form can't be sent as it is. */
  | { phase: 'open'; problem?: string }
  | { phase: 'checking' }
  | Graded
  /** A text was handed in; its writer compares it with the model answer. */
  | { phase: 'assessing'; solution: Solution; problem?: string }
  /** On this device, not on the server yet. `key` finds its delivery later. */
  | { phase: 'kept'; key: string }
  | { phase: 'refused'; refusal: Refusal };

/** Returns the state that follows from what became of an answer. */
export function afterDelivery(delivery: Delivery, key: string): QuestionState {
  if (delivery.state === 'later') return { phase: 'kept', key };
  if (delivery.state === 'refused') return { phase: 'refused', refusal: delivery.refusal };
  if (delivery.kind === 'text') return { phase: 'assessing', solution: delivery.result };
  // An activity has no verdict; its delivery can't belong to a question.
  return delivery.kind === 'attempt' ? gradedState(delivery.result) : { phase: 'open' };
}

/** Returns the state of an answer that the server has graded, now or on an earlier visit. */
export function gradedState(result: AttemptResult | QuestionHistory): Graded {
  const { verdict, score, maxScore, bestScore, feedback, worth, certaintyPoints } = result;
  return {
    phase: 'graded',
    verdict,
    score,
    maxScore,
    bestScore,
    worth,
    feedback: feedback.map(withoutGaps),
    ...(certaintyPoints !== undefined && { certaintyPoints }),
  };
}

/** Returns the remarks that are shown in this state: none until the answer is graded. */
export function feedbackIn(state: QuestionState): readonly Feedback[] {
  return state.phase === 'graded' ? state.feedback : [];
}

/** JSON leaves an absent target out; the type of the wire allows `undefined` there, ours doesn't. */
export function withoutGaps({
  target,
  tone,
  text,
}: {
  target?: string | undefined;
  tone: Feedback['tone'];
  text: Feedback['text'];
}): Feedback {
  return target === undefined ? { tone, text } : { target, tone, text };
}
