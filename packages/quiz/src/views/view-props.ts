/** What the form of every kind of question gets. A kind's folder holds its form and its words; a view knows no key. */
import type { Feedback, Locale } from '../question.ts';

export interface ViewProps<Question, Response> {
  question: Question;
  locale: Locale;
  /** The answer so far; `undefined` before the first touch. */
  response: Response | undefined;
  /** The remarks on a graded answer; empty while it is open. */
  feedback: readonly Feedback[];
  /** Unique on the page: prefix of ids and names. */
  name: string;
  /** Id of the text that says what is wrong with the answer, while there is one. */
  problemId: string | undefined;
  onchange: (response: Response) => void;
}
