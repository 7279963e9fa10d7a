/** `@glassbox/quiz/score`: keys and scoring. Server only; browser code must never import it. */
export type { MultipleChoiceSecret } from '../kinds/multiple-choice/score.ts';
export type { NumberKey, NumberSecret } from '../kinds/number/score.ts';
export type { OrderingKey, OrderingSecret } from '../kinds/ordering/score.ts';
export type { ShortTextKey, ShortTextSecret } from '../kinds/short-text/score.ts';
export type { SingleChoiceSecret } from '../kinds/single-choice/score.ts';
export { type CertainAnswer, calibrate } from '../mechanics/calibration.ts';
export { drawFromPool, inOrderOf, variantFor } from '../mechanics/present.ts';
export { atWorth } from '../mechanics/worth.ts';
export type { Feedback, GradedResult, ResponseProblem, Verdict } from '../question.ts';
export type { ScoreResult, UngradedResult } from './score.ts';
export { rightResponse, score } from './score.ts';
export type { QuestionPool, SecretQuestion, SecretQuiz } from './secret.ts';
export type { ChoiceKey, OptionKey } from './secret-base.ts';
