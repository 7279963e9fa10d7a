/**
 * The recipe of `poet`: a small GPT that writes Tang quatrains. `node src/recipes/poet.ts` makes `poet/` again;
 * the figures of its card are measured on samples drawn at the end of the run.
 */
import { loadModel } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { quatrainShare } from './form.ts';
import { type Recipe, runRecipe, writeCard } from './recipe.ts';
import { samplePoems } from './sample.ts';
import { joinStanzas } from './stanzas.ts';
import { inPackage, POET_MIN_COUNT, POET_SEED, POET_VALIDATION_FRACTION, poetStanzas } from './texts.ts';

const SAMPLES = 500;

const stanzas = await poetStanzas();
const text = joinStanzas(stanzas);

const recipe: Recipe = {
  name: 'poet',
  text,
  model: { nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 48, dropout: 0 },
  train: {
    batchSize: 32,
    maxSteps: 5000,
    learningRate: 2e-3,
    minLearningRate: 2e-4,
    warmupSteps: 100,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: 100,
  },
  validationFraction: POET_VALIDATION_FRACTION,
  seed: POET_SEED,
};

const result = await runRecipe(recipe);
const { model, tokenizer } = await loadModel(nodeDirectory(inPackage('poet')));
if (!tokenizer) throw new Error('recipe poet: poet/tokenizer.json was not written.');
const poems = await samplePoems(model, tokenizer, { count: SAMPLES, seed: POET_SEED });
const known = new Set(text.split(/[\n，。？！；、：]/).filter((line) => line.length > 0));
const lines = poems.flatMap((poem) => poem.split(/[\n，。？！；、：]/)).filter((line) => line.length > 0);
await writeCard(recipe, result, {
  stanzas: stanzas.length.toLocaleString('en'),
  characters: [...text].length.toLocaleString('en'),
  minCount: POET_MIN_COUNT,
  samples: SAMPLES,
  quatrainPercent: (100 * quatrainShare(poems)).toFixed(1),
  copiedLinePercent: ((100 * lines.filter((line) => known.has(line)).length) / lines.length).toFixed(1),
  distinctPoems: new Set(poems).size,
  poems: poems.slice(0, 4).join('\n\n'),
});
model.dispose();
