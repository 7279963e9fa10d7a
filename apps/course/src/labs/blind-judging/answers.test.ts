import { charTokenizer, createGpt, selectBackend } from '@glassbox/core';
import { beforeAll, expect, it } from 'vitest';
import { countFollowing, holds, shuffled, writeAnswer } from './answers.ts';
import { MODELS } from './contract.ts';

const tokenizer = charTokenizer('\n春眠不觉晓，处处闻啼鸟。');
const never = new AbortController().signal;

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

it('finds a word as a word, in any case, and a character anywhere', () => {
  expect(holds('My King, farewell', 'king', 'en')).toBe(true);
  expect(holds('a kingdom', 'king', 'en')).toBe(false);
  expect(holds('anything', '.*', 'en')).toBe(false);
  expect(holds('春眠不觉晓', '觉', 'zh')).toBe(true);
});

it('shuffles by seed, all four each time', () => {
  const orders = [1, 2, 3, 4].map((seed) => shuffled(seed).join());
  expect(new Set(orders).size).toBeGreaterThan(1);
  expect([...shuffled(1)].sort()).toEqual([...MODELS].sort());
  expect(shuffled(5)).toEqual(shuffled(5));
});

it('another seed writes another answer; what is counted was written', async () => {
  const model = createGpt({ vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 8 }, { seed: 1 });
  const ask = (seed: number) => writeAnswer(model, tokenizer, { topic: '春', seed, locale: 'zh' }, never);
  expect(await ask(1)).toBe(await ask(1));
  expect(await ask(1)).not.toBe(await ask(2));
  const alone = await ask(3);
  const counted = await countFollowing(model, tokenizer, { topic: '春', count: 1, seed: 3, locale: 'zh' }, never);
  expect(counted).toBe(holds(alone, '春', 'zh') ? 1 : 0);
  model.dispose();
});
