import { charTokenizer, createGpt, generate, selectBackend } from '@glassbox/core';
import { beforeAll, expect, test } from 'vitest';
import { writeTexts } from './write-texts.ts';

const tokenizer = charTokenizer('\n春眠不觉晓，处处闻啼鸟。');
const options = { count: 3, maxTokens: 12, temperature: 0.9, stop: '', seed: 4 };
const never = new AbortController().signal;

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

function model() {
  return createGpt({ vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 6 }, { seed: 1 });
}

test('writing side by side gives what writing one by one gives, beyond the context’s length too', async () => {
  const gpt = model();
  const texts = await writeTexts(gpt, tokenizer, options, never);
  const alone: string[] = [];
  for (const seed of [400, 401, 402]) {
    let text = '';
    for await (const piece of generate(gpt, tokenizer, '\n\n', { maxTokens: 12, temperature: 0.9, seed }))
      text += piece;
    alone.push(text);
  }
  expect(texts).toEqual(alone);
  gpt.dispose();
});

test('a text ends with the stop, others go on', async () => {
  const gpt = model();
  const long = { ...options, count: 6, maxTokens: 60 };
  const texts = await writeTexts(gpt, tokenizer, { ...long, stop: '鸟' }, never);
  for (const text of texts) expect(text.endsWith('鸟') || [...text].length === 60).toBe(true);
  expect(texts.some((text) => text.endsWith('鸟'))).toBe(true);
  for (const text of texts) expect(text.slice(0, -1)).not.toContain('鸟');
  gpt.dispose();
});

test('an abort gives no half-written texts', async () => {
  const gpt = model();
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  expect(await writeTexts(gpt, tokenizer, { ...options, maxTokens: 100_000 }, controller.signal)).toEqual([]);
  gpt.dispose();
});

test('a corpus without line breaks can be written from, too', async () => {
  const flat = charTokenizer('春眠不觉晓');
  const gpt = createGpt({ vocabSize: flat.vocabSize, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 6 }, { seed: 1 });
  const [text] = await writeTexts(gpt, flat, { ...options, count: 1 }, never);
  expect([...(text ?? '')]).toHaveLength(12);
  gpt.dispose();
});
