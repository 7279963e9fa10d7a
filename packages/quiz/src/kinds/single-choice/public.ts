/** What a browser may know of a single-choice question, and what it answers. */
import type { PublicOption, QuestionBase } from '../../question.ts';

export interface SingleChoicePublic extends QuestionBase<'single-choice'> {
  options: PublicOption[];
}

export interface SingleChoiceResponse {
  kind: 'single-choice';
  /** `id` of the chosen option. */
  choice: string;
}
