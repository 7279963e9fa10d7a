/**
 * `@glassbox/core/align`: from what people prefer to a policy that writes it. Votes train a reward model; PPO and GRPO
 * make more of a reward, DPO learns from the votes themselves; a leash of KL holds each to the model it came from.
 */
export { type Advantages, type GaeOptions, gae, groupAdvantages, whiten } from './advantages.ts';
export { AlignError } from './align-error.ts';
export type { AlignReport, AlignRun, AlignRunOptions } from './align-run.ts';
export { type ComparisonOptions, drawComparisons, type SimulatedVotesOptions, simulateVotes } from './annotator.ts';
export { createDpo, type DpoOptions, type DpoParts, type DpoReport, dpo } from './dpo.ts';
export { createGrpo, type GrpoOptions, type GrpoReport, grpo } from './grpo.ts';
export { type GrpoLossOptions, grpoLoss, klPenalty, lengthWeights } from './grpo-loss.ts';
export { type AdaptiveKlOptions, adaptiveKl, fixedKl, type KlController, klK1, klK3 } from './kl.ts';
export { completionLogProbs } from './log-probs.ts';
export { type MeasureOptions, measurePolicy } from './measure.ts';
export { bradleyTerryLoss, type DpoLogProbs, dpoLoss } from './pair-loss.ts';
export { createPpo, type PpoOptions, type PpoReport, ppo } from './ppo.ts';
export {
  type ClippedLossOptions,
  clipFraction,
  clippedLoss,
  entropyOf,
  type ValueLossOptions,
  valueLoss,
} from './ppo-loss.ts';
export {
  type Comparison,
  checkPreferences,
  checkPrompts,
  type Preference,
  preferencesFromVotes,
  type TokenLimits,
  type Vote,
} from './preference.ts';
export { type Reward, ruleReward } from './reward.ts';
export {
  createRewardModel,
  type Normalisation,
  type PreferenceScore,
  type RewardModel,
  scorePreferences,
} from './reward-model.ts';
export { type RewardTrainingOptions, type RewardTrainingReport, trainRewardModel } from './reward-training.ts';
export type { RlOptions } from './rl-settings.ts';
export type { AlignParts, AlignSample, RolloutSummary } from './rollouts.ts';
export { loadRewardModel, type SaveRewardModelOptions, saveRewardModel } from './save-reward-model.ts';
export type { TokenIds } from './sequences.ts';
