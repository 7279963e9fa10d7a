/** What a browser may know of a free-text question, and what it answers. */
import type { QuestionBase } from '../../question.ts';

export interface FreeTextPublic extends QuestionBase<'free-text'> {
  /** Fewer characters are not read as an answer; the model answer must be worth something. */
  minLength: number;
}

export interface FreeTextResponse {
  kind: 'free-text';
  text: string;
  /** IDs of the criteria that the text meets. Absent until its writer has seen the model answer and assessed it. */
  met?: string[];
}
