/** What a stranger's program does with the package, the same in Node, in a page and in a worker. */
import { batches, charTokenizer, createGpt, createTrainer, generate, PRESETS } from '@glassbox/core';

const POEM = '床前明月光，疑是地上霜。举头望明月，低头思故乡。\n'.repeat(20);

export interface Outcome {
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly text: string;
}

/** Trains a tiny model for some steps on the current backend and lets it write. */
export async function trainAndWrite(): Promise<Outcome> {
  const tokenizer = charTokenizer(POEM);
  const model = createGpt(
    { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 32, blockSize: 16 },
    { seed: 1 },
  );
  const data = batches(tokenizer.encode(POEM), { batchSize: 4, blockSize: 16, seed: 1 });
  const config = { ...PRESETS.tiny.train, batchSize: 4, maxSteps: 30, learningRate: 1e-2, warmupSteps: 2 };
  const trainer = createTrainer({ model, tokenizer, data, config, seed: 1 });
  const losses: number[] = [];
  for await (const { loss } of trainer.run()) losses.push(loss);
  let text = '';
  for await (const piece of generate(model, tokenizer, '床', { maxTokens: 8, seed: 1 })) text += piece;
  trainer.dispose();
  return { firstLoss: losses[0] ?? Number.NaN, lastLoss: losses.at(-1) ?? Number.NaN, text };
}
