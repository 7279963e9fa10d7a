/** `@glassbox/quiz`: what a browser may import. Types, and the check that an answer can be graded. No key, no rubric. */
export type { MultipleChoicePublic, MultipleChoiceResponse } from './kinds/multiple-choice/public.ts';
export type { NumberPublic, NumberResponse } from './kinds/number/public.ts';
export type { OrderingPublic, OrderingResponse } from './kinds/ordering/public.ts';
export type { ShortTextPublic, ShortTextResponse } from './kinds/short-text/public.ts';
export type { SingleChoicePublic, SingleChoiceResponse } from './kinds/single-choice/public.ts';
export type { Calibration, Judgement, LevelCalibration } from './mechanics/calibration.ts';
export type { Certainty } from './mechanics/certainty.ts';
export { CERTAINTIES, CERTAINTY_STAKES, certaintyPoints } from './mechanics/certainty.ts';
export type { Spent } from './mechanics/worth.ts';
export { pointsFor, worthOf } from './mechanics/worth.ts';
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
export type { PublicQuestion, PublicQuiz, QuestionKind, QuestionResponse, Validation } from './quiz.ts';
export { validate } from './validate.ts';
