/** What a browser may know of a categorising question, and what it answers. */
import type { PublicOption, QuestionBase } from '../../question.ts';

export interface CategorisingPublic extends QuestionBase<'categorising'> {
  /** In the order the author wrote them: they are often a scale. */
  groups: PublicOption[];
  items: PublicOption[];
}

export interface CategorisingResponse {
  kind: 'categorising';
  /** `id` of the group by `id` of the item; empty while not placed. */
  placed: Record<string, string>;
}
