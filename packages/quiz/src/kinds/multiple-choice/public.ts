/** What a browser may know of a multiple-choice question, and what it answers. */
import type { PublicOption, QuestionBase } from '../../question.ts';

export interface MultipleChoicePublic extends QuestionBase<'multiple-choice'> {
  options: PublicOption[];
}

export interface MultipleChoiceResponse {
  kind: 'multiple-choice';
  /** `id`s of the ticked options, in any order, each once. */
  choices: string[];
}
