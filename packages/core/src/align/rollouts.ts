/** What the policy writes when it is let loose on some prompts, what it was paid for it, and how far it has strayed. */
import { complete } from '../evaluate/complete.ts';
import type { Gpt } from '../model/gpt.ts';
import { klK1, klK3 } from './kl.ts';
import { completionLogProbs } from './log-probs.ts';
import { type Reward, scoreChecked } from './reward.ts';
import type { TokenIds } from './sequences.ts';

/** Who plays in a run; all stay the caller's to dispose. */
export interface AlignParts {
  /** The model that is moved, in place. */
  readonly policy: Gpt;
  /** What the policy was before, and is held to: `cloneGpt(policy)`, or the SFT model. Never changed. */
  readonly refModel: Gpt;
  readonly reward: Reward;
  /** What the policy goes on from, as token ids. */
  readonly prompts: readonly TokenIds[];
}

export interface RolloutOptions {
  /** The most tokens to write per prompt. */
  readonly maxTokens: number;
  /** A completion ends after one of these. */
  readonly stopTokens: readonly number[];
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** B prompts and what became of them. Completions are written at temperature 1 without cuts: they are the policy's own. */
export interface Rollout {
  readonly prompts: readonly TokenIds[];
  readonly completions: readonly Int32Array[];
  /** shape [B]: what the reward says. */
  readonly scores: Float32Array;
  /** Per completion and token, in nats, under the policy that wrote it. */
  readonly logProbs: readonly Float32Array[];
  /** The same under the reference. */
  readonly refLogProbs: readonly Float32Array[];
}

/**
 * Resolves to a rollout, or to undefined if the signal aborted meanwhile.
 *
 * @throws AlignError if the reward is not one finite number per completion
 */
export async function rollOut(
  { policy, refModel, reward }: Omit<AlignParts, 'prompts'>,
  prompts: readonly TokenIds[],
  options: RolloutOptions,
): Promise<Rollout | undefined> {
  const written = await complete(policy, prompts, options);
  if (written.some(({ ended }) => ended === 'aborted')) return undefined;
  const completions = written.map(({ tokenIds }) => tokenIds);
  const scores = await scoreChecked(reward, prompts, completions);
  const refLogProbs = await completionLogProbs(refModel, prompts, completions);
  return { prompts, completions, scores, logProbs: written.map(({ logProbs }) => logProbs), refLogProbs };
}

/**
 * Returns PPO's reward for every token of completion b: −β·(log π − log π_ref) for each, and the score at the last.
 *
 * @see Ziegler et al. 2019, arXiv:1909.08593, eq. 2; Ouyang et al. 2022, arXiv:2203.02155, eq. 2
 */
export function tokenRewards(
  { scores, logProbs, refLogProbs }: Rollout,
  b: number,
  klCoefficient: number,
): Float64Array {
  const rewards = klK1(logProbs[b] ?? [], refLogProbs[b] ?? []).map((nats) => (nats === 0 ? 0 : -klCoefficient * nats));
  if (rewards.length > 0) rewards[rewards.length - 1] = (rewards.at(-1) ?? 0) + (scores[b] ?? 0);
  return rewards;
}

/** One of the texts that the policy wrote in a step. */
export interface AlignSample {
  readonly prompt: TokenIds;
  readonly completion: Int32Array;
  readonly reward: number;
  /** log π − log π_ref of the whole completion, in nats: what it strayed in this very text. */
  readonly logRatio: number;
}

/** What completions were worth and how far they strayed. */
export interface RolloutSummary {
  /** Mean score. */
  readonly reward: number;
  /** Standard deviation of the scores, with n − 1. */
  readonly rewardDeviation: number;
  /** KL(π‖π_ref) in nats per completion: mean over completions of Σ k3 over tokens. */
  readonly kl: number;
  /** Nats per token: mean of −log π over what was written, which estimates H(π) without bias. */
  readonly entropy: number;
  /** Tokens per completion. */
  readonly meanLength: number;
  /** The first few completions, unchosen. */
  readonly samples: readonly AlignSample[];
}

const SAMPLES = 4;

/** Returns the numbers and samples that reports show of a rollout. */
export function summarise(rollout: Rollout, samples: number = SAMPLES): RolloutSummary {
  const { prompts, completions, scores, logProbs, refLogProbs } = rollout;
  const B = completions.length;
  const tokens = completions.reduce((count, completion) => count + completion.length, 0);
  const reward = sum(scores) / B;
  const squares = scores.reduce((total, score) => total + (score - reward) ** 2, 0);
  return {
    reward,
    rewardDeviation: Math.sqrt(squares / Math.max(1, B - 1)),
    kl: sum(logProbs.map((own, b) => sum(klK3(own, refLogProbs[b] ?? [])))) / B,
    entropy: -sum(logProbs.map(sum)) / tokens,
    meanLength: tokens / B,
    samples: completions.slice(0, samples).map((completion, b) => ({
      prompt: prompts[b] ?? [],
      completion,
      reward: scores[b] ?? Number.NaN,
      logRatio: sum(klK1(logProbs[b] ?? [], refLogProbs[b] ?? [])),
    })),
  };
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}
