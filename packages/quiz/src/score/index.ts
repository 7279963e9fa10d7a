/** `@glassbox/quiz/score`: keys and scoring. Server only; browser code must never import it. */
export { type CertainAnswer, calibrate } from '../mechanics/calibration.ts';
export { drawFromPool, inOrderOf, variantFor } from '../mechanics/present.ts';
export { atWorth } from '../mechanics/worth.ts';
export type { Feedback, GradedResult, ResponseProblem, Verdict } from '../question.ts';
export type { ScoreResult, UngradedResult } from './score.ts';
export { rightResponse, score } from './score.ts';
export type { QuestionPool, SecretOf, SecretQuestion, SecretQuiz } from './secret.ts';
export type { ChoiceKey, OptionKey } from './secret-base.ts';
