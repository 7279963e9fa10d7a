/** What a browser may know of a true-or-false question, and what it answers. The prompt is the statement. */
import type { PublicOption, QuestionBase } from '../../question.ts';

export interface TrueFalsePublic extends QuestionBase<'true-false'> {
  reasons: PublicOption[];
}

export interface TrueFalseResponse {
  kind: 'true-false';
  /** `null` until chosen; such an answer is not graded. */
  verdict: boolean | null;
  /** `id` of the chosen reason. */
  reason: string;
}
