/** What the pipeline's lab asks of its worker: the shipped stages put to questions, and a miniature trained live. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import type { BackendChoice } from '../worker/contract.ts';

/** The stages that answer; the reward model only scores. */
export const SPEAKERS = ['pretrained', 'sft', 'ppo'] as const;
export type Speaker = (typeof SPEAKERS)[number];
/** All four, in their order. */
export const MINI_STAGES = ['pretrained', 'sft', 'reward', 'ppo'] as const;
export type MiniStage = (typeof MINI_STAGES)[number];

export const GROUPS = ['known', 'withheld', 'ambiguous', 'unanswerable'] as const;
export type Group = (typeof GROUPS)[number];
export type Verdict = 'right' | 'wrong' | 'refused';

/** A question of the shipped world, with its truth. */
export interface AskedQuestion {
  group: Group;
  text: string;
  /** The same in the learner's language, where the world speaks another. */
  gloss: string | undefined;
  /** What is true, in the learner's language; none where nobody can know. */
  truth: readonly string[];
}

/** What one stage says to a question. */
export interface StageAnswer {
  speaker: Speaker;
  text: string;
  gloss: string | undefined;
  verdict: Verdict | undefined;
  /** Probability of the whole answer. */
  confidence: number;
  /** The shipped reward model's, in its own deviations. */
  score: number;
}

export interface GroupCounts {
  group: Group;
  right: number;
  wrong: number;
  refused: number;
}

export interface OpenedPipeline {
  parameterCount: number;
  facts: number;
  withheld: number;
}

export interface MiniaturePlan {
  seed: number;
  steps: Readonly<Record<MiniStage, number>>;
  /** Questions of each kind that a stage is examined with. */
  perGroup: number;
}

export type MiniatureEvent =
  | { kind: 'built'; parameterCount: number; facts: number }
  /** Loss in nats; of the reward model the share right in the batch, of PPO the mean score. */
  | { kind: 'step'; stage: MiniStage; step: number; steps: number; value: number; kl?: number }
  | { kind: 'heldOut'; share: number; pairs: number }
  | { kind: 'asked'; stage: Speaker; counts: readonly GroupCounts[]; answers: readonly string[] };

export interface PipelineMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  openModels: { params: { locale: Locale }; event: never; result: OpenedPipeline };
  /** The question of a group at this place, round and round. */
  ask: {
    params: { group: Group; place: number; seed: number };
    event: never;
    result: { question: AskedQuestion; answers: StageAnswer[] };
  };
  /** The learner's own words: nobody knows the truth. `unwritable` when the models have no sign for a character. */
  askOwn: { params: { text: string }; event: never; result: { answers: StageAnswer[] } | 'unwritable' };
  /** Asks every stage the same questions of every group; tells one stage after the other. */
  survey: {
    params: { perGroup: number; seed: number };
    event: { speaker: Speaker; counts: readonly GroupCounts[] };
    result: { stopped: boolean };
  };
  train: { params: { locale: Locale; plan: MiniaturePlan }; event: MiniatureEvent; result: { done: boolean } };
}
