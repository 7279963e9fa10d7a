/** `@glassbox/quiz/score`: keys and scoring. Server only; browser code must never import it. */

export type { ExperimentSecret, HallucinationRateSettings, TestSetSettings } from '../kinds/experiment/score.ts';
export type { Criterion } from '../kinds/free-text/score.ts';
export { comparePrediction, type PredictionComparison } from '../kinds/prediction/score.ts';
export { type CertainAnswer, calibrate } from '../mechanics/calibration.ts';
export { drawFromPool, inOrderOf, variantFor, withoutSurplus } from '../mechanics/present.ts';
export { type Random, seededRandom } from '../mechanics/random.ts';
export { atWorth } from '../mechanics/worth.ts';
export type { Feedback, GradedResult, ResponseProblem, Verdict } from '../question.ts';
export type { ScoreResult, UngradedResult } from './score.ts';
export { rightResponse, score } from './score.ts';
export type { QuestionPool, SecretOf, SecretQuestion, SecretQuiz } from './secret.ts';
export type { ChoiceKey, OptionKey } from './secret-base.ts';
