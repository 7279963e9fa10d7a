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
  questions: SecretQuestion[];
}
