/** The shipped family does as its card says: who was taught follows requests, its larger relatives hardly do. */
import { loadModel, selectBackend } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { beforeAll, expect, it } from 'vitest';
import enCard from '../journey/en/card.json' with { type: 'json' };
import zhCard from '../journey/zh/card.json' with { type: 'json' };
import { answerRequests } from './recipes/journey-requests.ts';
import { inPackage } from './recipes/texts.ts';

/** Unlike the recipe's, so that other texts are judged than those that the cards' figures were measured on. */
const SEED = 90_000;
const PER_TOPIC = 6;
const TEXTS = 8 * PER_TOPIC;

beforeAll(() => selectBackend().then(() => undefined));

it.each([
  ['zh', 'medium', zhCard.stages.medium.followsPercent, 30],
  ['zh', 'aligned', zhCard.stages.aligned.followsPercent, 30],
  ['en', 'aligned', enCard.stages.aligned.followsPercent, 90],
] as const)('%s/%s holds the word asked for as often as its card says', async (language, stage, percent, maxTokens) => {
  const { model, tokenizer } = await loadModel(nodeDirectory(inPackage(`journey/${language}/${stage}`)));
  if (!tokenizer) throw new Error(`journey/${language}/${stage} has no tokenizer`);
  const { follows } = await answerRequests(model, tokenizer, { language, perTopic: PER_TOPIC, maxTokens, seed: SEED });
  model.dispose();
  const stated = percent / 100;
  // Three standard errors of the difference of two shares, measured on this many texts and on the card's 200.
  const margin = 3 * Math.sqrt(stated * (1 - stated) * (1 / TEXTS + 1 / 200));
  expect(Math.abs(follows - stated)).toBeLessThan(margin);
});

it('the cards tell of a taught model that follows more often than the largest', () => {
  for (const card of [zhCard, enCard]) {
    expect(card.stages.aligned.followsPercent).toBeGreaterThan(card.largest.followsPercent + 20);
    expect(card.stages.aligned.parameterCount).toBeLessThan(card.largest.parameterCount / 5);
  }
});
