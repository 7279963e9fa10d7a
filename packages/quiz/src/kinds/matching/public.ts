/** What a browser may know of a matching question, and what it answers. */
import type { PublicOption, QuestionBase } from '../../question.ts';

export interface MatchingPublic extends QuestionBase<'matching'> {
  left: PublicOption[];
  /** At least as many as on the left: some may belong to nothing. */
  right: PublicOption[];
}

export interface MatchingResponse {
  kind: 'matching';
  /** `id` of the right side by `id` of the left one; empty while not matched. */
  matches: Record<string, string>;
}
