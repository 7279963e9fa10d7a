/**
 * `@glassbox/core/classic`: learning before large models, step by step and without a tensor library: from labels, without
 * labels, and from reward.
 */
export type { DescentOptions } from './check-samples.ts';
export {
  ACTIONS,
  type Action,
  createGridWorld,
  type GridWorld,
  type GridWorldOptions,
  type Outcome,
  type Rewards,
  type Tile,
  type Transition,
} from './grid-world.ts';
export {
  inertiaByK,
  type KMeansOptions,
  type KMeansSnapshot,
  kMeans,
  kMeansToEnd,
  plusPlusCentres,
} from './k-means.ts';
export { type LogisticModel, logisticGradient, logisticProbabilities, trainLogistic } from './logistic-regression.ts';
export { type Matrix, matrixOf, rowOf, selectRows } from './matrix.ts';
export { accuracy, confusionMatrix, meanSilhouette, silhouettes } from './metrics.ts';
export {
  createMlp,
  type MlpActivation,
  type MlpLayer,
  type MlpModel,
  type MlpOptions,
  mlpGradient,
  mlpProbabilities,
  trainMlp,
} from './mlp.ts';
export { type Pca, pca, project } from './pca.ts';
export { type QLearningOptions, type QLearningStep, qLearning } from './q-learning.ts';
export {
  discountedReturns,
  policyGradient,
  policyOf,
  type ReinforceEpisode,
  type ReinforceOptions,
  reinforce,
} from './reinforce.ts';
export {
  type DescentSnapshot,
  likeliestClasses,
  type SoftmaxModel,
  type SoftmaxOptions,
  softmaxGradient,
  softmaxProbabilities,
  trainSoftmax,
} from './softmax-regression.ts';
export { mislabelled, trainTestSplit } from './split.ts';
export { type TextFeatureOptions, textFeatures } from './text-features.ts';
export { bestAction, greedyPolicy, type ValueSnapshot, valueIteration } from './value-iteration.ts';
