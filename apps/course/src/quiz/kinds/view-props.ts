/** What the form of every kind of question gets. A kind's folder holds its form and nothing of its scoring. */
import type { Locale } from '@glassbox/quiz';
import type { Messages } from '../../i18n/zh.ts';
import type { QuestionState } from '../question-state.ts';

export interface ViewProps<Question, Response> {
  question: Question;
  locale: Locale;
  words: Messages['quiz'];
  /** The answer so far; undefined before the first touch, or when it belongs to another kind. */
  response: Response | undefined;
  status: QuestionState;
  /** Unique on the page: prefix of ids and names. */
  name: string;
  /** Id of the text that says what is wrong with the answer, while there is one. */
  problemId: string | undefined;
  onchange: (response: Response) => void;
}
