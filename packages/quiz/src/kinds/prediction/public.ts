/** What a browser may know of a prediction, and what it answers. */
import type { LocalText, QuestionBase } from '../../question.ts';

export interface PredictionPublic extends QuestionBase<'prediction'> {
  /** The lab that will tell. */
  lab: string;
  unit?: LocalText;
}

export interface PredictionResponse {
  kind: 'prediction';
  /** As typed; read like a number question's answer. */
  value: string;
}
