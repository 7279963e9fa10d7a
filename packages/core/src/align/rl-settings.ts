/** The settings that PPO and GRPO share: how much is written per step, and how it is learnt from. */
import { ABOVE_0, BELOW_1, FROM_0, WHOLE, WHOLE_FROM_1 } from './align-error.ts';

/** What PPO and GRPO have in common. */
export interface RlOptions {
  /** Of prompts, completions and minibatches. */
  readonly seed: number;
  readonly maxSteps: number;
  /** The most tokens to write per prompt. */
  readonly maxTokens: number;
  /** A completion ends after one of these. Default: none, all have maxTokens. */
  readonly stopTokens?: readonly number[];
  /** How often each completion is learnt from. Default 2. */
  readonly epochs?: number;
  /** Completions per update. Default 16. */
  readonly minibatchSize?: number;
  /** ε: how far an update may move a token's probability, as a share. Default 0.2. */
  readonly clipRange?: number;
  /** Default 5e-5. */
  readonly learningRate?: number;
  /** The longest gradient allowed; 0 leaves gradients as they are. Default 1. */
  readonly gradClip?: number;
}

export const RL_DEFAULTS = {
  stopTokens: [],
  epochs: 2,
  minibatchSize: 16,
  clipRange: 0.2,
  learningRate: 5e-5,
  gradClip: 1,
} as const;

export const RL_RULES = {
  seed: WHOLE,
  maxSteps: WHOLE_FROM_1,
  maxTokens: WHOLE_FROM_1,
  epochs: WHOLE_FROM_1,
  minibatchSize: WHOLE_FROM_1,
  clipRange: BELOW_1,
  learningRate: ABOVE_0,
  gradClip: FROM_0,
} as const;

/** Streams of random numbers of one run that must not be the same. */
export const STREAM = { prompts: 1, completions: 2, minibatches: 3 } as const;
