/** What a browser may know of a short-text question, and what it answers. */
import type { QuestionBase } from '../../question.ts';

export interface ShortTextPublic extends QuestionBase<'short-text'> {}

export interface ShortTextResponse {
  kind: 'short-text';
  text: string;
}
