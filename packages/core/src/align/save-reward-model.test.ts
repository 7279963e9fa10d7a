import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { createGpt } from '../model/gpt.ts';
import { createRewardModel, type RewardModel } from './reward-model.ts';
import { trainRewardModel } from './reward-training.ts';
import { loadRewardModel, saveRewardModel } from './save-reward-model.ts';

const CONFIG = { vocabSize: 9, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 8 };
const prompts = [[1, 2], [3], [4, 5, 6]];
const completions = [[7], [8, 1, 2], [3, 4]];

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

async function trained(): Promise<RewardModel> {
  const policy = createGpt(CONFIG, { seed: 1 });
  const model = createRewardModel(policy);
  policy.dispose();
  const preferences = [{ prompt: [1], chosen: [2, 3], rejected: [4] }];
  for await (const _ of trainRewardModel(model, preferences, { seed: 1, maxSteps: 5, batchSize: 1 }));
  return model;
}

async function saved(): Promise<{ directory: Directory; scores: number[] }> {
  const model = await trained();
  const directory = memoryDirectory();
  await saveRewardModel(model, directory);
  const scores = [...(await model.score(prompts, completions))];
  model.dispose();
  return { directory, scores };
}

test('before training it says 0 to everything, and afterwards 0 ± 1 on average to what it was trained on', async () => {
  const policy = createGpt(CONFIG, { seed: 1 });
  const model = createRewardModel(policy);
  expect([...(await model.score(prompts, completions))].map((score) => score + 0)).toEqual([0, 0, 0]);
  for (const one of [policy, model]) one.dispose();
  const after = await trained();
  const [chosen = 0, rejected = 0] = await after.score([[1], [1]], [[2, 3], [4]]);
  after.dispose();
  expect(chosen).toBeCloseTo(Math.SQRT1_2, 4);
  expect(rejected).toBeCloseTo(-Math.SQRT1_2, 4);
});

test('a loaded reward model scores as the saved one did, bit for bit', async () => {
  const { directory, scores } = await saved();
  const loaded = await loadRewardModel(directory);
  expect([...(await loaded.score(prompts, completions))]).toEqual(scores);
  loaded.dispose();
});

test('the files are those of a GPT2ForSequenceClassification with one label', async () => {
  const { directory } = await saved();
  const config = JSON.parse(new TextDecoder().decode(await directory.read('config.json')));
  expect(config).toMatchObject({ architectures: ['GPT2ForSequenceClassification'], num_labels: 1, n_embd: 8 });
  const { tensors } = readSafetensors((await directory.read('model.safetensors')) ?? new Uint8Array());
  expect(tensors.get('score.weight')?.shape).toEqual([1, 8]);
  expect(tensors.get('transformer.wte.weight')?.shape).toEqual([9, 8]);
});

test('a folder with a language model only, and a scale of 0, are refused', async () => {
  const { directory } = await saved();
  const config = JSON.parse(new TextDecoder().decode(await directory.read('config.json')));
  const broken = { ...config, glassbox_reward: { shift: 0, scale: 0 } };
  await directory.write('config.json', new TextEncoder().encode(JSON.stringify(broken)));
  await expect(loadRewardModel(directory)).rejects.toThrow(/"scale":0.* a scale above 0/);
  await directory.write('config.json', new TextEncoder().encode(JSON.stringify({ ...config, n_embd: 4, n_head: 2 })));
  await expect(loadRewardModel(directory)).rejects.toThrow(/score.weight: shape \[1, 8\] was found; \[1, 4\]/);
});
