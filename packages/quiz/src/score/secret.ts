/** A quiz as the server keeps it, and the union over all kinds. */
import type { SecretByKind } from '../generated/scorings.ts';
import type { QuestionKind } from '../quiz.ts';

export type SecretOf<Kind extends QuestionKind> = SecretByKind[Kind];
export type SecretQuestion = SecretOf<QuestionKind>;

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
