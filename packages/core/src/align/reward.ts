/** What is to be made more of. A rule, a judge with the truth at hand and a learned reward model all look the same. */
import { AlignError } from './align-error.ts';
import type { TokenIds } from './sequences.ts';

/** Anything that scores completions. */
export interface Reward {
  /** Resolves to one finite number per completion; higher is better. */
  score(prompts: readonly TokenIds[], completions: readonly TokenIds[]): Promise<Float32Array>;
}

/**
 * Returns the reward that a rule gives.
 *
 * @example ruleReward((_prompt, completion) => (completion.length < 8 ? 1 : 0))
 */
export function ruleReward(rule: (prompt: TokenIds, completion: TokenIds) => number): Reward {
  return {
    score: async (prompts, completions) =>
      Float32Array.from(prompts, (prompt, i) => rule(prompt, completions[i] ?? [])),
  };
}

/** Resolves to the scores. Throws AlignError if there is not one finite number per completion: a NaN would ruin the policy. */
export async function scoreChecked(
  reward: Reward,
  prompts: readonly TokenIds[],
  completions: readonly TokenIds[],
): Promise<Float32Array> {
  const scores = await reward.score(prompts, completions);
  if (scores.length !== completions.length) {
    throw new AlignError(
      `reward: ${scores.length} scores were found; ${completions.length}, one per completion, were needed; repair the reward.`,
    );
  }
  const wrong = scores.findIndex((score) => !Number.isFinite(score));
  if (wrong === -1) return scores;
  throw new AlignError(
    `reward: completion ${wrong} scores ${scores[wrong]}; a finite number was needed; repair the reward. The policy was not changed by this step.`,
  );
}
