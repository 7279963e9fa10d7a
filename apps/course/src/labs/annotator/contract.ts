/** What the annotator's lab asks of its worker. Texts and numbers cross; models stay there. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import type { BackendChoice } from '../worker/contract.ts';
import type { TasteId } from './taste.ts';

/** Two continuations of one text, to choose from. */
export interface Pair {
  prompt: string;
  texts: readonly [string, string];
  /** What each taste says each text is worth. */
  points: Readonly<Record<TasteId, readonly [number, number]>>;
}

export type Vote = 0 | 1 | 'tie';

export const METHODS = ['ppo', 'dpo', 'grpo'] as const;
export type Method = (typeof METHODS)[number];

/** Votes that the reward model was never shown, and how many of them it would have cast the same. */
export interface Agreement {
  right: number;
  total: number;
}

/** A text with what the reward model and the rule think of it. */
export interface ScoredText {
  prompt: string;
  text: string;
  /** The reward model's score, in its own deviations. */
  score: number;
  /** The rule's points. */
  points: number;
}

export interface RewardJob {
  /** When it is made, in milliseconds since 1970: no two reward models of a browser have the same. */
  madeAt: number;
  seed: number;
  taste: TasteId;
  pairs: readonly Pair[];
  votes: readonly Vote[];
  /** Pairs that the simulated annotator votes on. */
  extra: number;
  steps: number;
}

export type RewardEvent =
  | { kind: 'writing'; done: number; total: number }
  | { kind: 'learning'; step: number; steps: number; heldOut?: number };

/** What a reward model has become. */
export interface RewardResult extends Pick<RewardJob, 'madeAt' | 'seed'> {
  /** Votes it learnt from. */
  ownLearnt: number;
  othersLearnt: number;
  own: Agreement;
  others: Agreement;
  best: readonly ScoredText[];
  worst: readonly ScoredText[];
  stopped: boolean;
}

export interface PolicyJob {
  seed: number;
  method: Method;
  /** What a nat of straying costs; 0 cuts the leash. */
  beta: number;
  steps: number;
}

/** One step, measured on the texts it wrote, before it learnt from them. */
export interface PolicyPoint {
  step: number;
  /** Mean score of the reward model. */
  reward: number;
  /** Mean points of the rule, on the same texts. */
  truth: number;
  /** Nats per text away from the shipped model. */
  kl: number;
}

export type PolicyEvent =
  | { kind: 'before'; measure: PolicyMeasure }
  | { kind: 'step'; point: PolicyPoint }
  | { kind: 'samples'; step: number; samples: readonly ScoredText[] };

/** On prompts that were kept for measuring. */
export interface PolicyMeasure {
  reward: number;
  truth: number;
  kl: number;
  /** How many different texts there are, as a share of all: 1 when no two are the same. */
  distinct: number;
  samples: readonly ScoredText[];
}

export interface PolicyResult {
  before: PolicyMeasure;
  after: PolicyMeasure;
  steps: number;
  stopped: boolean;
}

export interface AnnotatorMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  openModel: { params: { locale: Locale }; event: never; result: { parameterCount: number } };
  drawPairs: { params: { seed: number; count: number }; event: never; result: Pair[] };
  /** `kept`: whether it is there again after a reload. One that was stopped is not kept. */
  trainReward: { params: RewardJob; event: RewardEvent; result: RewardResult & { kept: boolean } };
  /** The reward model of this seed that is there from before, ready to be run with. */
  recallReward: { params: { seed: number }; event: never; result: RewardResult | undefined };
  run: { params: PolicyJob; event: PolicyEvent; result: PolicyResult };
  /** Moves the leash of the PPO run that is under way. */
  setLeash: { params: { beta: number }; event: never; result: null };
}
