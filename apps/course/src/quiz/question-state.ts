/** Where one question is between an empty form and a graded answer. Pure: the island draws it, the tests drive it. */
import type { Feedback, Verdict } from '@glassbox/quiz';
import type { Delivery, Refusal } from '../progress/entry.ts';

interface Graded {
  phase: 'graded';
  verdict: Verdict;
  score: number;
  maxScore: number;
  bestScore: number;
  feedback: Feedback[];
}

export type QuestionState =
  /** Unanswered, or being answered again. `problem` says why the form can't be sent as it is. */
  | { phase: 'open'; problem?: string }
  | { phase: 'checking' }
  | Graded
  /** On this device, not on the server yet. `key` finds its delivery later. */
  | { phase: 'kept'; key: string }
  | { phase: 'refused'; refusal: Refusal };

/** Returns the state that follows from what became of an answer. */
export function afterDelivery(delivery: Delivery, key: string): QuestionState {
  if (delivery.state === 'later') return { phase: 'kept', key };
  if (delivery.state === 'refused') return { phase: 'refused', refusal: delivery.refusal };
  // An activity has no verdict; its delivery can't belong to a question.
  if (delivery.kind !== 'attempt') return { phase: 'open' };
  const { verdict, score, maxScore, bestScore, feedback } = delivery.result;
  return { phase: 'graded', verdict, score, maxScore, bestScore, feedback: feedback.map(withoutGaps) };
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
