/** What the lab asks of its worker. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import type { BackendChoice } from '../worker/contract.ts';

/** Three of growing size, and the middle one after it was taught to do as it is asked. */
export const MODELS = ['small', 'medium', 'large', 'aligned'] as const;
export type ModelName = (typeof MODELS)[number];

export interface Answer {
  model: ModelName;
  text: string;
  /** Whether the word that was asked for stands in it. */
  follows: boolean;
}

export interface Count {
  model: ModelName;
  right: number;
  total: number;
}

export interface BlindJudgingMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  open: { params: { locale: Locale }; event: never; result: Record<ModelName, number> };
  /** One answer of each, in an order of the seed's; they are told as they are written. */
  round: { params: { topic: string; seed: number; locale: Locale }; event: Answer; result: null };
  /** How often each holds to what is asked. */
  count: {
    params: { topics: readonly string[]; perTopic: number; seed: number; locale: Locale };
    event: Count;
    result: null;
  };
}
