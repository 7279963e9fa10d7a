/** Which remarks belong where. */
import type { Feedback } from '../question.ts';

/** Returns the remarks on one option, item or blank; without a target, those on the whole answer. */
export function remarksOn(feedback: readonly Feedback[], target?: string): Feedback[] {
  return feedback.filter((remark) => remark.target === target);
}

/** Returns the tone in which a place is drawn, or `undefined` when nothing was said about it. */
export function toneOf(feedback: readonly Feedback[], target: string): Feedback['tone'] | undefined {
  return remarksOn(feedback, target)[0]?.tone;
}
