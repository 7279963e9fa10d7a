/** The shipped twins do what their cards say: GPT sorts by examples in its prompt, BERT fills blanks and learns from labels. */
import { stat } from 'node:fs/promises';
import { loadBert, loadModel, selectBackend } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { beforeAll, expect, test } from 'vitest';
import card from '../bert-twin/card.json' with { type: 'json' };
import { inPackage } from './recipes/texts.ts';
import { TEST_KINDS, twinsCorpus } from './recipes/twins-corpus.ts';
import { bertScore, gptScore, LEVELS, type Level, makeTasks } from './recipes/twins-duel.ts';
import { blanksOf, fillBlank } from './recipes/twins-fill.ts';

/** Unlike the recipe's, so that other games and sentences are judged than those that the cards' figures were measured on. */
const SEED = 90_000;
const MOST_BYTES = 4e6;
const [EASY, HARD] = LEVELS;
/** Games that a share of the cards was measured on. */
const CARD_GAMES = 12;

beforeAll(async () => {
  await selectBackend();
});

/** A cell of the card, `63.5 % ± 2.4`, and three standard errors of its difference from the same measure on `games` games. */
function stated(cell: string | number | undefined, games: number): { share: number; margin: number } {
  const [share = Number.NaN, error = Number.NaN] = String(cell)
    .split('±')
    .map((part) => Number.parseFloat(part) / 100);
  return { share, margin: 3 * error * Math.sqrt(1 + CARD_GAMES / games) };
}

/** The cell of a level, a count and a column in the card's tables. */
function cellOf(level: Level, count: number, column: number) {
  const duel = card.duels.find(({ level: { kindsPerBox } }) => kindsPerBox === level.kindsPerBox);
  return duel?.rows.find(([examples]) => examples === count)?.[column];
}

async function mean<Item>(items: readonly Item[], measure: (item: Item) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const item of items) sum += await measure(item);
  return sum / items.length;
}

test('the shipped GPT twin sorts new kinds of things after 4 examples in its prompt as often as its card says', async () => {
  const { model, tokenizer } = await loadModel(nodeDirectory(inPackage('gpt-twin')));
  if (!tokenizer) throw new Error('gpt-twin has no tokenizer');
  const tasks = makeTasks(TEST_KINDS, EASY, 6, SEED);
  const share = await mean(tasks, (task) => gptScore(model, tokenizer, task, 4));
  model.dispose();
  const { share: expected, margin } = stated(cellOf(EASY, 4, 1), tasks.length);
  expect(Math.abs(share - expected)).toBeLessThan(margin);
  expect(expected).toBeGreaterThan(0.75); // half would be chance
});

test('the shipped BERT twin fills blanks, and learns from 8 labels, as often as its card says', async () => {
  const loaded = await loadBert(nodeDirectory(inPackage('bert-twin')));
  const { tokenizer } = loaded;
  if (loaded.kind !== 'maskedLanguage' || !tokenizer) throw new Error('bert-twin is no masked language model');
  const blanks = blanksOf(twinsCorpus(100, SEED), { count: 60, seed: SEED });
  const right = await mean(blanks, async (blank) => {
    const [word] = await fillBlank(loaded.model, tokenizer, blank);
    return word === blank.words[blank.place] ? 1 : 0;
  });
  const filled = Number(card.bertFill) / 100;
  expect(Math.abs(right - filled)).toBeLessThan(3 * Math.sqrt((filled * (1 - filled)) / blanks.length));

  const tasks = makeTasks(TEST_KINDS, HARD, 1, SEED);
  const share = await mean(tasks, (task) =>
    bertScore(loaded.model, tokenizer, task, { count: 8, seed: SEED, tuning: card.tuning }),
  );
  loaded.model.dispose();
  const { share: expected, margin } = stated(cellOf(HARD, 8, 2), tasks.length);
  expect(Math.abs(share - expected)).toBeLessThan(margin);
});

test('each twin is at most 4 MB', async () => {
  for (const name of ['gpt-twin', 'bert-twin']) {
    expect((await stat(inPackage(`${name}/model.safetensors`))).size).toBeLessThan(MOST_BYTES);
  }
});
