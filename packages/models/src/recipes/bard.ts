/**
 * The recipe of `bard`: nanoGPT's small character-level Shakespeare (4 layers, 4 heads, nEmbd 128, blockSize 64), for
 * readers of the English lessons. `node src/recipes/bard.ts` makes `bard/` again.
 */
import { generate, loadModel } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { type Recipe, runRecipe, writeCard } from './recipe.ts';
import { BARD_VALIDATION_FRACTION, bardText, inPackage } from './texts.ts';

const SEED = 1337;
const SAMPLE_TOKENS = 400;

const recipe: Recipe = {
  name: 'bard',
  text: await bardText(),
  model: { nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 64, dropout: 0 },
  train: {
    batchSize: 12,
    maxSteps: 2000,
    learningRate: 1e-3,
    minLearningRate: 1e-4,
    warmupSteps: 100,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: 100,
    evalBatches: 20,
  },
  validationFraction: BARD_VALIDATION_FRACTION,
  seed: SEED,
};

const result = await runRecipe(recipe);
const { model, tokenizer } = await loadModel(nodeDirectory(inPackage('bard')));
if (!tokenizer) throw new Error('recipe bard: bard/tokenizer.json was not written.');
let sample = '';
for await (const piece of generate(model, tokenizer, '\n', {
  maxTokens: SAMPLE_TOKENS,
  temperature: 0.8,
  seed: SEED,
})) {
  sample += piece;
}
await writeCard(recipe, result, { characters: [...recipe.text].length.toLocaleString('en'), sample: sample.trim() });
model.dispose();
