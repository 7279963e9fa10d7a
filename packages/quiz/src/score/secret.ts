/** The unions over all kinds, and a quiz as the server keeps it. A new kind adds its type here. */
import type { MultipleChoiceSecret } from '../kinds/multiple-choice/score.ts';
import type { NumberSecret } from '../kinds/number/score.ts';
import type { OrderingSecret } from '../kinds/ordering/score.ts';
import type { ShortTextSecret } from '../kinds/short-text/score.ts';
import type { SingleChoiceSecret } from '../kinds/single-choice/score.ts';

export type SecretQuestion =
  | SingleChoiceSecret
  | MultipleChoiceSecret
  | NumberSecret
  | OrderingSecret
  | ShortTextSecret;

export interface SecretQuiz {
  lesson: string;
  /** Every question of the file once, those of pools too; of one with variants the first variant. */
  questions: SecretQuestion[];
  /** By question ID, for questions with parameters: all variants, the first one included. */
  variants?: Record<string, SecretQuestion[]>;
  pools?: QuestionPool[];
}

/** A learner gets `draw` of these questions. */
export interface QuestionPool {
  id: string;
  draw: number;
  /** IDs in the order of the file. All have the same points. */
  questions: string[];
}
