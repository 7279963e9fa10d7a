/** How good a policy is on prompts that it was not trained on, and how far from the reference: before and after, side by side. */
import { createBreather } from '../foundations/breathe.ts';
import { mixSeed } from '../foundations/random.ts';
import { checkSettings, WHOLE, WHOLE_FROM_1 } from './align-error.ts';
import { checkPrompts } from './preference.ts';
import { type AlignParts, type Rollout, type RolloutSummary, rollOut, summarise } from './rollouts.ts';

/** How completions are written and measured. */
export interface MeasureOptions {
  readonly maxTokens: number;
  readonly stopTokens?: readonly number[];
  readonly seed: number;
  /** Completions written at once. Default 32. */
  readonly batchSize?: number;
  /** How many completions to return as samples. Default 4. */
  readonly samples?: number;
  readonly signal?: AbortSignal;
}

/**
 * Resolves to reward, KL, entropy and samples of one completion per prompt, written at temperature 1; undefined if the
 * signal aborted meanwhile. Same seed, same completions.
 *
 * @throws ConfigError if an option is out of range; AlignError if a prompt is unusable or a reward no finite number
 */
export async function measurePolicy(parts: AlignParts, options: MeasureOptions): Promise<RolloutSummary | undefined> {
  const { maxTokens, stopTokens = [], seed, batchSize = 32, samples = 4, signal } = options;
  checkSettings(
    'measurePolicy',
    { maxTokens, seed, batchSize },
    { maxTokens: WHOLE_FROM_1, seed: WHOLE, batchSize: WHOLE_FROM_1 },
  );
  checkPrompts(parts.prompts, parts.policy.config, maxTokens);
  const rollouts: Rollout[] = [];
  const breathe = createBreather();
  for (let start = 0; start < parts.prompts.length; start += batchSize) {
    const prompts = parts.prompts.slice(start, start + batchSize);
    const rollout = await rollOut(parts, prompts, {
      maxTokens,
      stopTokens,
      seed: mixSeed(seed, start),
      ...(signal && { signal }),
    });
    if (!rollout) return undefined;
    rollouts.push(rollout);
    await breathe();
  }
  return summarise(together(rollouts), samples);
}

function together(rollouts: readonly Rollout[]): Rollout {
  return {
    prompts: rollouts.flatMap(({ prompts }) => prompts),
    completions: rollouts.flatMap(({ completions }) => completions),
    scores: Float32Array.from(rollouts.flatMap(({ scores }) => [...scores])),
    logProbs: rollouts.flatMap(({ logProbs }) => logProbs),
    refLogProbs: rollouts.flatMap(({ refLogProbs }) => refLogProbs),
  };
}
