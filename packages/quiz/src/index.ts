/** `@glassbox/quiz`: what a browser may import. Types, and the check that an answer can be graded. No key, no rubric. */

export { arrangeLists, emptyResponse, presentedIds, QUESTION_KINDS, validate } from './form.ts';
export { kindNames } from './generated/names.ts';
export type { Arrange } from './kind-form.ts';
export type {
  AdditionSettings,
  AnsweringSettings,
  EvaluatorName,
  ExperimentDocument,
  ExperimentPublic,
  ExperimentResponse,
  Goal,
  HeldOutLossSettings,
  HiddenText,
  Need,
} from './kinds/experiment/public.ts';
export { EVALUATORS } from './kinds/experiment/public.ts';
export type { Calibration, Judgement, LevelCalibration } from './mechanics/calibration.ts';
export type { Certainty } from './mechanics/certainty.ts';
export { CERTAINTIES, CERTAINTY_STAKES, certaintyPoints } from './mechanics/certainty.ts';
export type { Spent } from './mechanics/worth.ts';
export { pointsAtWorth, worthOf } from './mechanics/worth.ts';
export type {
  AttemptRules,
  Feedback,
  GradedResult,
  Locale,
  LocalText,
  PublicOption,
  ResponseProblem,
  ResponseProblemCode,
  Verdict,
} from './question.ts';
export { LOCALES } from './question.ts';
export type { PublicOf, PublicQuestion, PublicQuiz, QuestionKind, QuestionResponse, ResponseOf } from './quiz.ts';
export type { Validation } from './response.ts';
