/** Marks the questions of the sample: the truth is known, so right, wrong and refused can be told apart. Pure. */
import type { Outcome } from './contract.ts';
import type { SampleQuestion } from './sample.ts';

/** `wrong` is an answer that is not one; `silent` a refusal of what the document tells. */
export type Mark = 'right' | 'wrong' | 'silent';

export interface Marked {
  question: SampleQuestion;
  outcome: Outcome;
  mark: Mark;
}

export interface Tally {
  /** Answered rightly, or refused where the document does not tell. */
  right: number;
  wrong: number;
  silent: number;
  /** Questions that the document does not answer, and how many got an answer. */
  unanswerable: number;
  madeUp: number;
}

export function markOf({ answer }: SampleQuestion, { refused, sentences }: Outcome): Mark {
  if (refused) return answer === undefined ? 'right' : 'silent';
  const said = sentences.some(({ text }) => answer !== undefined && text.includes(answer));
  return said ? 'right' : 'wrong';
}

export function tallyOf(marked: readonly Marked[]): Tally {
  const count = (mark: Mark) => marked.filter((one) => one.mark === mark).length;
  const unanswerable = marked.filter(({ question }) => question.answer === undefined);
  return {
    right: count('right'),
    wrong: count('wrong'),
    silent: count('silent'),
    unanswerable: unanswerable.length,
    madeUp: unanswerable.filter(({ outcome }) => !outcome.refused).length,
  };
}
