import { type Bert, createBert, createGpt, selectBackend, wordTokenizer } from '@glassbox/core';
import { beforeAll, expect, it } from 'vitest';
import { firstGame, guessBlank } from './play.ts';

const WORDS = ['/', '.', 'the', 'fox', 'lives'];
const tokenizer = wordTokenizer(WORDS, { specialTokens: ['[PAD]', '[CLS]', '[SEP]', '[MASK]'] });
const SHAPE = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 8, blockSize: 16 };
const SETTING = { locale: 'en', kindsPerBox: 1, seed: 1, wrong: 0, untrained: false, games: 2 } as const;

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

it('what stands right of a hidden word changes what BERT says and not what GPT says', async () => {
  const bert: Bert = createBert({ ...SHAPE, activation: 'gelu_new' }, { seed: 1 });
  const gpt = createGpt(SHAPE, { seed: 1 });
  const at = (words: string[]) => guessBlank({ bert, gpt, tokenizer }, { words, place: 1, top: 3 });
  const [one, other] = [await at(['the', 'fox', 'lives']), await at(['the', 'fox', 'the'])];
  expect(one.gpt).toEqual(other.gpt);
  expect(one.bert).not.toEqual(other.bert);
  expect(one.bert).toHaveLength(3);
  bert.dispose();
  gpt.dispose();
});

it('another seed gives other games, in the language of the page', () => {
  const game = firstGame(SETTING);
  expect(firstGame(SETTING)).toEqual(game);
  expect(firstGame({ ...SETTING, seed: 2 })).not.toEqual(game);
  expect(game.question).toMatch(/^[a-z]+$/u);
  expect(firstGame({ ...SETTING, locale: 'zh' }).question).toMatch(/^\p{Script=Han}+$/u);
});

it('about the chosen share of the examples is put into the wrong box', () => {
  const wrongOf = (wrong: number) =>
    firstGame({ ...SETTING, kindsPerBox: 3, wrong }).examples.filter((one) => one.isWrong).length;
  expect(wrongOf(0)).toBe(0);
  expect(wrongOf(0.5)).toBeGreaterThan(8);
  expect(wrongOf(0.5)).toBeLessThan(22);
});
