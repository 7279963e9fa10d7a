/** The two trainings that run in the page: saying "I don't know", and new facts. */
import { cloneGpt, type Gpt, type Tokenizer } from '@glassbox/core';
import { learnMoreData, learnRefusals, scoreOldTask } from '@glassbox/core/hallucination';
import { trainingStatements } from '@glassbox/core/world';
import type { Progress } from './contract.ts';
import type { ClosedWorld } from './open-world.ts';

const BATCH_SIZE = 32;
/** Half of what was withheld is told. */
const TOLD_SHARE = 0.5;
const FACTS_LEARNING_RATE = 5e-4;
const MAX_TOKENS = 14;
/** Every so many of the sentences of pre-training are the old task. */
const OLD_ONE_IN = 12;

export interface Trained {
  model: Gpt;
  tokens: number;
  ms: number;
}

export interface TrainingOptions {
  kind: 'refusal' | 'facts';
  steps: number;
  seed: number;
  signal?: AbortSignal;
}

/** Resolves to a trained copy, the caller's to dispose; undefined when it was cancelled. */
export async function trainCopy(
  model: Gpt,
  tokenizer: Tokenizer,
  { world, language }: ClosedWorld,
  { kind, steps, seed, signal }: TrainingOptions,
  tell: (progress: Progress) => void,
): Promise<Trained | undefined> {
  const student = cloneGpt(model);
  const school = { model: student, tokenizer, world, language, seed, maxTokens: MAX_TOKENS, ...(signal && { signal }) };
  const training =
    kind === 'refusal'
      ? learnRefusals(school, { select: 'all', steps, batchSize: BATCH_SIZE })
      : learnMoreData(school, { share: TOLD_SHARE, steps, batchSize: BATCH_SIZE, learningRate: FACTS_LEARNING_RATE });
  const start = performance.now();
  let tokens = 0;
  try {
    for await (const progress of training) {
      tokens += progress.tokens;
      tell({ phase: 'training', done: progress.step, total: progress.steps });
    }
  } catch (error) {
    student.dispose();
    throw error;
  }
  if (!signal?.aborted) return { model: student, tokens, ms: performance.now() - start };
  student.dispose();
  return undefined;
}

/** Resolves to the loss on sentences of pre-training, in nats per character. */
export async function oldTaskLoss(model: Gpt, tokenizer: Tokenizer, { world, language }: ClosedWorld): Promise<number> {
  const sentences = trainingStatements(world, language).filter((_, index) => index % OLD_ONE_IN === 0);
  return (await scoreOldTask(model, tokenizer, sentences, model.config.blockSize)).loss;
}
