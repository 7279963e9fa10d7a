import { stat } from 'node:fs/promises';
import { nodeDirectory } from '@glassbox/core/node';
import { cosine, createKnowledgeBase, embedText, loadEmbedder, recallAtK } from '@glassbox/core/rag';
import { beforeAll, expect, it } from 'vitest';
import { EMBEDDER_FILES } from './index.ts';
import { askAll, rankGold } from './recipes/rag-evaluation.ts';
import { ragDocuments, ragQuestions } from './recipes/rag-test-set.ts';
import { inPackage } from './recipes/texts.ts';

let embedder: Awaited<ReturnType<typeof loadEmbedder>>;
beforeAll(async () => {
  embedder = await loadEmbedder(nodeDirectory(inPackage('embedder')));
});
const near = (a: string, b: string) => cosine(embedText(embedder.weights, a), embedText(embedder.weights, b));

it('fits in 4 MB and names its files', async () => {
  const sizes = await Promise.all(EMBEDDER_FILES.map(async (name) => (await stat(inPackage(`embedder/${name}`))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(4_000_000);
});

it.each([
  ['How much is the lamp?', 'The lamp costs 20 euros.', 'The lamp weighs two kilograms.'],
  ['台灯多少钱？', '台灯售价 20 元。', '台灯重两公斤。'],
  ['台灯多少钱？', 'The desk lamp costs 20 euros.', 'The desk lamp weighs two kilograms.'],
  ['physician', 'doctor', 'carpet'],
  ['医生', 'doctor', 'carpet'],
  ['高兴', '快乐', '桌子'],
])('puts %j nearer to %j than to %j', (text, nearer, farther) => {
  expect(near(text, nearer)).toBeGreaterThan(near(text, farther));
});

it('makes the search of the test set better than words alone, and refuses most of what has no answer', async () => {
  const kb = await createKnowledgeBase({ embedder, fallback: '' });
  await kb.add(await ragDocuments());
  const questions = (await ragQuestions()).filter(({ split }) => split === 'test');
  const [words, both] = [await rankGold(kb, questions, 'lexical'), await rankGold(kb, questions, 'hybrid')];
  expect(recallAtK(both, 10)).toBeGreaterThan(recallAtK(words, 10));
  const outcomes = await askAll(kb, questions, 'hybrid');
  const unanswerable = outcomes.filter(({ answerable }) => !answerable);
  expect(unanswerable.filter(({ refused }) => refused).length / unanswerable.length).toBeGreaterThan(0.6);
});
