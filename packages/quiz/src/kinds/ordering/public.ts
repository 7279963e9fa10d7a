/** What a browser may know of an ordering question, and what it answers. */
import type { PublicOption, QuestionBase } from '../../question.ts';

export interface OrderingPublic extends QuestionBase<'ordering'> {
  items: PublicOption[];
}

export interface OrderingResponse {
  kind: 'ordering';
  /** Every item's `id` once, first to last. */
  order: string[];
}
