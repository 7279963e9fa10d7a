/** How many steps fit into the time given, measured on this machine with a throw-away model of the same shape. */
import { batches } from '../data/batches.ts';
import { createGpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Preset } from '../train/presets.ts';
import { createTrainer } from '../train/trainer.ts';

/** Left for validation, samples and saving. */
const USABLE_SHARE = 0.9;
/** The measurement takes at most this share of the time, and at most so long. */
const PROBE_SHARE = 0.05;
const PROBE_MS = 4000;
/** First steps are slower: kernels are compiled, the heap grows. */
const WARM_STEPS = 2;

/**
 * Returns the number of steps, at least 1, that end the learning rate's curve in about `minutes`. After an abort it plans
 * with the speed measured so far; the preset's own number stands if there was no time for any.
 */
export async function planSteps(
  preset: Preset,
  {
    tokenizer,
    tokenIds,
    minutes,
    signal,
  }: { tokenizer: Tokenizer; tokenIds: Int32Array; minutes: number; signal: AbortSignal },
): Promise<number> {
  const budgetMs = minutes * 60_000;
  const model = createGpt({ ...preset.model, vocabSize: tokenizer.vocabSize }, { seed: 1 });
  const { batchSize } = preset.train;
  const data = batches(tokenIds, { batchSize, blockSize: preset.model.blockSize, seed: 1 });
  const config = { ...preset.train, maxSteps: Number.MAX_SAFE_INTEGER, evalEvery: Number.MAX_SAFE_INTEGER };
  const trainer = createTrainer({ model, tokenizer, data, config, seed: 1 });
  try {
    const probeMs = Math.min(PROBE_MS, PROBE_SHARE * budgetMs);
    let warmMs = 0;
    let planned = preset.train.maxSteps;
    for await (const { step, elapsedMs } of trainer.run({ signal })) {
      if (step <= WARM_STEPS) warmMs = elapsedMs;
      else {
        const stepMs = (elapsedMs - warmMs) / (step - WARM_STEPS);
        planned = Math.max(1, Math.floor((USABLE_SHARE * budgetMs - elapsedMs) / stepMs));
        if (elapsedMs - warmMs >= probeMs) break;
      }
    }
    return planned;
  } finally {
    trainer.dispose();
  }
}
