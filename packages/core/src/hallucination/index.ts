/**
 * `@glassbox/core/hallucination`: how often a model is right, wrong or silent, whether its confidence means anything,
 * and a bench on which every remedy is a switch.
 */
export { type AnswerRecord, type AskOptions, askModel } from './ask.ts';
export { experimentQuestions } from './bench.ts';
export { type Calibration, calibrate, type Judged, type ReliabilityBin } from './calibration.ts';
export { type Agreement, agreementOf, sequenceProbability } from './confidence.ts';
export { runHallucinationExperiment } from './experiment.ts';
export type { Cost, ExperimentOptions, ExperimentReport, ExperimentRow } from './experiment-types.ts';
export { compareOldTask, type Forgetting, type OldTaskScore, scoreOldTask, sentenceExample } from './forgetting.ts';
export { type LearnOptions, learnExamples, lessonExample } from './learn-examples.ts';
export { createOpenBook, type OpenBookAnswer, type OpenBookOptions } from './open-book.ts';
export { type PairedCounts, type PairedDifference, pairedDifference } from './paired-difference.ts';
export {
  type GroupRates,
  groupOf,
  type JudgedAnswer,
  QUESTION_GROUPS,
  type QuestionGroup,
  ratesByGroup,
} from './rates.ts';
export {
  type DocumentAnswers,
  type Lesson,
  questionKey,
  REMEDY_NAMES,
  type Remedies,
  type RemedyName,
  type Retriever,
  type TrainingRemedy,
  verdictReward,
} from './remedies.ts';
export {
  chooseThreshold,
  type RiskCoveragePoint,
  riskCoverage,
  type ScoredAnswer,
  sharesAt,
  type ThresholdPoint,
  verdictAt,
} from './threshold.ts';
export {
  learnMoreData,
  learnRefusals,
  rewardQuestions,
  type School,
  type TrainingProgress,
  toldFacts,
} from './train-remedies.ts';
export { type Rate, wilsonInterval, Z_95 } from './wilson-interval.ts';
