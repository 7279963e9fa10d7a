/** A short training on questions with answers and on sentences, the loss on the answers only. */
import { CHINESE_CHAT, ENGLISH_CHAT, encodeChat } from '../chat/chat-template.ts';
import { exampleBatches, type TokenExample } from '../data/examples.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { pretrain, type TrainReport } from '../train/trainer.ts';
import type { Lesson } from './remedies.ts';

/** How long and how fast to learn. */
export interface LearnOptions {
  readonly steps: number;
  readonly batchSize: number;
  /** The highest; it falls to a tenth along a cosine. */
  readonly learningRate: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

const WARMUP_SHARE = 0.05;

/** Returns a lesson as tokens: note and question are read, the answer counts. */
export function lessonExample(tokenizer: Tokenizer, { question, note, answer }: Lesson): TokenExample {
  return encodeChat(tokenizer, question.language === 'en' ? ENGLISH_CHAT : CHINESE_CHAT, [
    ...(note ? [{ role: 'system', content: note } as const] : []),
    { role: 'user', content: question.text },
    { role: 'assistant', content: answer },
  ]);
}

/** Yields one report per step while the model learns the examples, in place; the model stays the caller's to dispose. */
export function learnExamples(
  model: Gpt,
  examples: readonly TokenExample[],
  { steps, batchSize, learningRate, seed, signal }: LearnOptions,
): AsyncGenerator<TrainReport, void> {
  const data = exampleBatches(examples, examples.slice(0, batchSize), {
    batchSize,
    blockSize: model.config.blockSize,
    seed,
  });
  return pretrain({
    model,
    data,
    seed,
    config: {
      batchSize,
      maxSteps: steps,
      learningRate,
      minLearningRate: learningRate / 10,
      warmupSteps: Math.ceil(WARMUP_SHARE * steps),
      beta2: 0.99,
      weightDecay: 0.01,
      gradClip: 1,
      evalEvery: steps, // nothing is held out here: the experiment's own questions measure
    },
    ...(signal && { signal }),
  });
}
