/**
 * Trains the small model that the browser tests hand in: `node scripts/make-plays-model.ts`, half a minute. It reads
 * Shakespeare letter by letter, passes the experiment of lesson next-token, and is 70 KB as F16.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { batches, charTokenizer, createGpt, createTrainer, saveModel } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { startBackend } from '../src/experiments/evaluators/start-backend.ts';

const SEED = 1;
const BLOCK_SIZE = 32;
const BATCH_SIZE = 32;

const corpus = fileURLToPath(import.meta.resolve('@glassbox/models/corpora/tiny-shakespeare.txt'));
const text = await readFile(corpus, 'utf8');
await startBackend();
const tokenizer = charTokenizer(text);
const model = createGpt(
  { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 4, nEmbd: 48, blockSize: BLOCK_SIZE },
  { seed: SEED },
);
const data = batches(tokenizer.encode(text), { batchSize: BATCH_SIZE, blockSize: BLOCK_SIZE, seed: SEED });
const config = {
  batchSize: BATCH_SIZE,
  maxSteps: 2_000,
  learningRate: 5e-3,
  minLearningRate: 5e-4,
  warmupSteps: 50,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 500,
};
const trainer = createTrainer({ model, tokenizer, data, seed: SEED, config });
for await (const { step, loss } of trainer.run()) if (step % 200 === 0) console.log(step, loss.toFixed(3));
await saveModel(
  model,
  tokenizer,
  nodeDirectory(fileURLToPath(new URL('../../e2e/fixtures/plays-model', import.meta.url))),
  {
    dtype: 'F16',
  },
);
console.log(`${model.parameterCount} parameters`);
trainer.dispose();
