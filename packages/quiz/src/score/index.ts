/** `@glassbox/quiz/score`: keys and scoring. Server only; browser code must never import it. */
export type { Feedback, GradedResult, ResponseProblem, Verdict } from '../question.ts';
export type { ScoreResult, UngradedResult } from './score.ts';
export { rightResponse, score } from './score.ts';
export type {
  ChoiceKey,
  MultipleChoiceSecret,
  NumberKey,
  NumberSecret,
  OptionKey,
  OrderingKey,
  OrderingSecret,
  SecretQuestion,
  SecretQuiz,
  ShortTextKey,
  ShortTextSecret,
  SingleChoiceSecret,
} from './secret.ts';
