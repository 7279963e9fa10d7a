/** A quiz as a browser gets it, and the unions over all kinds. */
import type { PublicByKind, ResponseByKind } from './generated/forms.ts';

export type QuestionKind = keyof PublicByKind;
export type PublicOf<Kind extends QuestionKind> = PublicByKind[Kind];
export type ResponseOf<Kind extends QuestionKind> = ResponseByKind[Kind];
export type PublicQuestion = PublicOf<QuestionKind>;
export type QuestionResponse = ResponseOf<QuestionKind>;

export interface PublicQuiz {
  lesson: string;
  questions: PublicQuestion[];
}
