import { loadModel, selectBackend } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { expect, test } from 'vitest';
import card from '../poet/card.json' with { type: 'json' };
import { isQuatrain } from './recipes/form.ts';
import { samplePoems } from './recipes/sample.ts';
import { inPackage } from './recipes/texts.ts';

const SAMPLES = 40;
/** Unlike the recipe's, so that other poems are judged than those that the card's figure was measured on. */
const SEED = 90_000;

test('the shipped poet writes quatrains as often as its card says', async () => {
  await selectBackend();
  const { model, tokenizer } = await loadModel(nodeDirectory(inPackage('poet')));
  if (!tokenizer) throw new Error('poet has no tokenizer');
  const poems = await samplePoems(model, tokenizer, { count: SAMPLES, seed: SEED });
  model.dispose();

  const stated = Number(card.quatrainPercent) / 100;
  // Three standard errors of a share measured on this many samples.
  const margin = 3 * Math.sqrt((stated * (1 - stated)) / SAMPLES);
  expect(poems.filter(isQuatrain).length / SAMPLES).toBeGreaterThan(stated - margin);
  expect(stated).toBeGreaterThan(0.5);
  expect(new Set(poems).size).toBe(SAMPLES);
});
