/**
 * What a browser has to know about one kind of question: `validate.ts` of each kind exports one of these.
 * The registry of all of them is generated from the folders of `src/kinds`.
 */
import type { Validation } from './response.ts';

/** Puts a list in another order; never adds, drops or changes an entry. */
export type Arrange = <Item extends { id: string }>(list: readonly Item[]) => Item[];

export interface KindForm<Question, Response> {
  /** Says whether an answer can be graded, and cleans it. `response` is any JSON; never throws. */
  validate(question: Question, response: unknown): Validation<Response>;
  /** What the form holds before the learner touches it: `validate` then says what is missing. */
  empty(question: Question): Response;
  /**
   * Returns the question with every list whose order means nothing passed through `arrange`; the question as it is
   * when there is no such list. Shuffling, the record of what was presented and the tests all go this way.
   */
  arrange(question: Question, arrange: Arrange): Question;
}
