/** End to end on a task that takes seconds: a tiny model learns to write what a rule, or votes by that rule, ask for. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { cloneGpt, createGpt, type Gpt } from '../model/gpt.ts';
import { drawComparisons, simulateVotes } from './annotator.ts';
import { dpo } from './dpo.ts';
import { grpo } from './grpo.ts';
import { fixedKl } from './kl.ts';
import { measurePolicy } from './measure.ts';
import { ppo } from './ppo.ts';
import { preferencesFromVotes } from './preference.ts';
import { ruleReward } from './reward.ts';
import { createRewardModel } from './reward-model.ts';
import { trainRewardModel } from './reward-training.ts';

const CONFIG = { vocabSize: 12, nLayer: 1, nHead: 2, nEmbd: 32, blockSize: 12 };
const WANTED = 7;
/** Share of tokens that are the wanted one: 1/12 by chance. */
const reward = ruleReward(
  (_, completion) => Array.from(completion).filter((id) => id === WANTED).length / completion.length,
);
const prompts = Array.from({ length: 12 }, (_, i) => [i]);
const WRITE = { maxTokens: 6, seed: 5 };

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
});

/** Mean reward and KL before and after a run. */
async function raise(run: (policy: Gpt, refModel: Gpt) => AsyncIterable<unknown>) {
  const policy = createGpt(CONFIG, { seed: 1 });
  const refModel = cloneGpt(policy);
  const parts = { policy, refModel, reward, prompts: [...prompts, ...prompts, ...prompts] };
  const before = await measurePolicy(parts, WRITE);
  for await (const _ of run(policy, refModel));
  const after = await measurePolicy(parts, WRITE);
  policy.dispose();
  refModel.dispose();
  return { before: before?.reward ?? Number.NaN, after: after?.reward ?? Number.NaN, kl: after?.kl ?? Number.NaN };
}

describe('a tiny model', () => {
  test('learns by PPO', async () => {
    const options = { ...WRITE, maxSteps: 25, learningRate: 3e-3, kl: fixedKl(0.02) };
    const result = await raise((policy, refModel) => ppo({ policy, refModel, reward, prompts }, options));
    expect(result.before).toBeLessThan(0.2);
    expect(result.after).toBeGreaterThan(0.6);
    expect(result.kl).toBeGreaterThan(1);
  });

  test('learns by GRPO', async () => {
    const options = { ...WRITE, maxSteps: 25, learningRate: 3e-3, klCoefficient: 0.01 };
    const result = await raise((policy, refModel) => grpo({ policy, refModel, reward, prompts }, options));
    expect(result.before).toBeLessThan(0.2);
    expect(result.after).toBeGreaterThan(0.6);
    expect(result.kl).toBeGreaterThan(1);
  });

  test('learns by DPO', async () => {
    const result = await raise((policy, refModel) => alignByVotes(policy, refModel));
    expect(result.before).toBeLessThan(0.2);
    expect(result.after).toBeGreaterThan(0.4); // votes compare what it writes by chance, mostly 0 against 1 of 6
    expect(result.kl).toBeGreaterThan(1);
  });

  test('a reward model learns what the votes prefer, on pairs it has not seen', async () => {
    const policy = createGpt(CONFIG, { seed: 1 });
    const preferences = await votes(policy);
    const model = createRewardModel(policy);
    const heldOut = preferences.slice(0, 40);
    let last: { heldOut?: { accuracy: number } } = {};
    for await (const report of trainRewardModel(model, preferences.slice(40), {
      seed: 1,
      maxSteps: 60,
      learningRate: 3e-3,
      heldOut,
    }))
      last = report;
    const scores = await model.score(
      [[1], [1]],
      [
        [7, 7, 7, 7, 7, 7],
        [1, 2, 3, 4, 5, 6],
      ],
    );
    model.dispose();
    policy.dispose();
    expect(last.heldOut?.accuracy).toBeGreaterThan(0.9);
    expect(scores[0]).toBeGreaterThan(scores[1] ?? Number.NaN);
  });
});

async function votes(policy: Gpt) {
  const many = Array.from({ length: 300 }, (_, i) => prompts[i % prompts.length] ?? []);
  const comparisons = await drawComparisons(policy, many, WRITE);
  return preferencesFromVotes(comparisons, await simulateVotes(reward, comparisons, { seed: 2 }));
}

async function* alignByVotes(policy: Gpt, refModel: Gpt) {
  const preferences = await votes(policy);
  yield* dpo(
    { policy, refModel, reward, prompts, preferences },
    { ...WRITE, maxSteps: 25, learningRate: 3e-3, beta: 0.05 },
  );
}
