/** What a browser may know of a number question, and what it answers. */
import type { LocalText, QuestionBase } from '../../question.ts';

export interface NumberPublic extends QuestionBase<'number'> {
  /** Shown beside the field. Absent when the answer has no unit, or when the learner must name it. */
  unit?: LocalText;
  /** Spellings of the shown unit that may be typed after the number. */
  unitSpellings?: string[];
  /** The learner must type the unit; it is not shown. */
  unitRequired?: true;
}

export interface NumberResponse {
  kind: 'number';
  /** As typed: "1,024", "１２．５", "0.5 %", "3e2", with or without the unit. */
  value: string;
}
