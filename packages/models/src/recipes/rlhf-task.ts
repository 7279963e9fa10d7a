/** What a task of the `rlhf` recipe is: who writes, who judges, what is asked in training and what only afterwards. */
import type { Gpt, Tokenizer } from '@glassbox/core';
import type { Preference, Reward } from '@glassbox/core/align';

export interface RlhfTask {
  readonly name: 'poems' | 'world';
  /** The policy before alignment; every run starts from a copy and is held to it. */
  readonly refModel: Gpt;
  readonly tokenizer: Tokenizer;
  /** The true reward: it measures, and it decided the votes. */
  readonly gold: Reward;
  /** What PPO and GRPO are paid with: a reward model that learnt from the votes, or the judge itself. */
  readonly paid: Reward;
  /** What DPO learns from. */
  readonly preferences: readonly Preference[];
  readonly prompts: readonly Int32Array[];
  /** Never used in training of any kind. */
  readonly heldOut: readonly Int32Array[];
  readonly maxTokens: number;
  readonly stopTokens: readonly number[];
  /** Facts about how the task was made, for the page. */
  readonly notes: readonly string[];
}
