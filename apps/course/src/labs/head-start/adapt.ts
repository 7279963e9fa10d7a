/** Trains one model on a few examples of a new kind of text until it stops getting better; what is never trained on is always the same. */
import { type Batch, batches, createRandom, createTrainer, type Gpt, type Tokenizer } from '@glassbox/core';
import type { Start } from './contract.ts';

/** Lines at the end of the new texts that nobody trains on. */
const HELD_OUT_LINES = 100;
const BATCH_SIZE = 8;
const MOST_STEPS = 120;
const LOOK_EVERY = 10;
/** Looks in a row without a new best before a run ends. */
const PATIENCE = 2;
const MOST_BATCHES = 10;
/** A model that has learnt before goes in smaller steps. */
const LEARNING_RATE: Readonly<Record<Start, number>> = { scratch: 2e-3, head: 1e-3 };

interface NewTexts {
  /** Drawn by the seed; the first n are the n examples. */
  examples: readonly string[];
  heldOut: readonly string[];
}

interface AdaptOptions {
  start: Start;
  /** Multiplies the learning rate. */
  rate: number;
  seed: number;
  /** At most so many. */
  steps?: number;
  signal?: AbortSignal;
}

/** Returns the new texts of a seed; what is held out does not depend on it. */
export function drawTexts(lines: readonly string[], seed: number): NewTexts {
  const random = createRandom(seed);
  const pool = lines.slice(0, -HELD_OUT_LINES).map((line) => ({ line, key: random.next() }));
  return {
    examples: pool.sort((a, b) => a.key - b.key).map(({ line }) => line),
    heldOut: lines.slice(-HELD_OUT_LINES),
  };
}

/** Returns batches of both parts, one line after the other. */
export function dataOf(tokenizer: Tokenizer, { examples, heldOut }: NewTexts, blockSize: number, seed: number) {
  const train = tokenizer.encode(`${examples.join('\n')}\n`);
  const held = tokenizer.encode(`${heldOut.join('\n')}\n`);
  const all = new Int32Array(train.length + held.length);
  all.set(train);
  all.set(held, train.length);
  // Half a token more, so that rounding down cuts between the two.
  const validationFraction = (held.length + 0.5) / all.length;
  return batches(all, { batchSize: BATCH_SIZE, blockSize, seed, validationFraction });
}

export function looksOf(data: { validation(count: number): Batch[] }): Batch[] {
  return data.validation(MOST_BATCHES);
}

/** Yields a look at the held-out lines every few steps, until the run stops getting better. The model stays the caller's. */
export async function* adapt(
  model: Gpt,
  data: ReturnType<typeof dataOf>,
  { start, rate, seed, steps = MOST_STEPS, signal }: AdaptOptions,
): AsyncGenerator<{ step: number; loss: number }> {
  const learningRate = LEARNING_RATE[start] * rate;
  const trainer = createTrainer({
    model: keptOpen(model),
    data,
    seed,
    config: {
      batchSize: BATCH_SIZE,
      maxSteps: steps,
      learningRate,
      minLearningRate: learningRate / 10,
      warmupSteps: LOOK_EVERY,
      beta2: 0.99,
      weightDecay: 0.1,
      gradClip: 1,
      evalEvery: LOOK_EVERY,
      evalBatches: MOST_BATCHES,
      earlyStop: { patience: PATIENCE },
      keepBest: true,
    },
  });
  try {
    for await (const { step, validationLoss } of trainer.run(signal ? { signal } : {})) {
      if (validationLoss !== undefined) yield { step, loss: validationLoss };
    }
  } finally {
    trainer.dispose();
  }
}

/** A trainer frees its model with itself; this one outlives it. */
function keptOpen(model: Gpt): Gpt {
  return { ...model, dispose: () => undefined };
}
