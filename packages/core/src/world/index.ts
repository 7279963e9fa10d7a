/**
 * `@glassbox/core/world`: a closed world whose truth is known, in Chinese and English, with questions and a judge.
 * Plain data and functions; pulls in no tensors.
 */
export {
  ASKING_BACK,
  answerText,
  CAUTION,
  END_OF_ANSWER,
  goodAnswer,
  noteOfPassages,
  promptText,
  REFUSALS,
} from './answers.ts';
export { judge, type Verdict } from './judge.ts';
export { type QuestionKind, questions, type WorldQuestion } from './questions.ts';
export type { Attribute, Language, SubjectKind, TermKind } from './relations.ts';
export { documents, statements, trainingStatements, type WorldDocument } from './statements.ts';
export type { Term } from './terms.ts';
export { alphabetText, refusalQuestions, trainingQuestions } from './training-text.ts';
export { createWorld, type Fact, getTerm, type Split, type World } from './world.ts';
export type { WorldOptions } from './world-options.ts';
