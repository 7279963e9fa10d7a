/** Nothing leaks from alignment either: as many tensors after every public call as before, when it throws or is aborted too. */
import { fill, memory, tidy } from '@tensorflow/tfjs-core';
import {
  completionLogProbs,
  createDpo,
  createGrpo,
  createPpo,
  createRewardModel,
  dpo,
  drawComparisons,
  grpo,
  loadRewardModel,
  measurePolicy,
  type Preference,
  ppo,
  ruleReward,
  saveRewardModel,
  scorePreferences,
  simulateVotes,
  trainRewardModel,
} from '../../src/align/index.ts';
import { cloneGpt, createGpt, type Gpt, memoryDirectory } from '../../src/index.ts';
import { assertEqual, assertThrows, type Check } from './check.ts';

const CONFIG = { vocabSize: 6, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 8 };
const prompts = [[1], [2, 3], [4], [5]];
const reward = ruleReward((_, completion) => completion[0] ?? 0);
const broken = ruleReward(() => Number.NaN);
const preferences: readonly Preference[] = [
  { prompt: [1], chosen: [2, 3], rejected: [3, 2] },
  { prompt: [2, 3], chosen: [4, 4], rejected: [5, 5] },
];
/** Few shapes: WebGPU compiles shaders for each. */
const WRITE = { maxTokens: 2, seed: 1 };
const RL = { ...WRITE, maxSteps: 2, promptsPerStep: 4, minibatchSize: 4, epochs: 1 };
const GRPO = { ...RL, promptsPerStep: 2, groupSize: 2 };
const DPO = { ...WRITE, maxSteps: 2, promptsPerStep: 4, pairsPerUpdate: 2, updatesPerStep: 1 };

type Models = { readonly policy: Gpt; readonly refModel: Gpt };

const abortedSignal = AbortSignal.abort();

const calls: Readonly<Record<string, (models: Models) => Promise<unknown>>> = {
  'reading log probabilities, drawing comparisons, voting and measuring': async ({ policy, refModel }) => {
    await completionLogProbs(policy, prompts, [[1], [2], [3], [4]]);
    await assertThrows(() => completionLogProbs(policy, prompts, [[1], [2], [], [4]]), /completion of 0/, 'empty');
    await simulateVotes(reward, await drawComparisons(policy, prompts, WRITE), { seed: 1 });
    await measurePolicy({ policy, refModel, reward, prompts }, WRITE);
    await measurePolicy({ policy, refModel, reward, prompts }, { ...WRITE, signal: abortedSignal });
    await assertThrows(() => measurePolicy({ policy, refModel, reward: broken, prompts }, WRITE), /NaN/, 'NaN');
  },
  'a reward model: training, scoring, saving, loading': async ({ policy }) => {
    const model = createRewardModel(policy);
    // batches of four throughout, so that WebGPU compiles one set of shaders
    const options = { seed: 1, maxSteps: 2, batchSize: 4, heldOut: [...preferences, ...preferences] };
    await drain(trainRewardModel(model, preferences, options));
    for await (const _ of trainRewardModel(model, preferences, options)) break; // left early
    await drain(trainRewardModel(model, preferences, { ...options, signal: abortedSignal }));
    await scorePreferences(model, options.heldOut);
    const directory = memoryDirectory();
    await saveRewardModel(model, directory);
    (await loadRewardModel(directory)).dispose();
    await assertThrows(() => loadRewardModel(memoryDirectory()), /config.json/, 'empty folder');
    poison(model.trunk);
    await assertThrows(
      () => drain(trainRewardModel(model, preferences, options)),
      /the loss is (NaN|Infinity)/,
      'NaN weights',
    );
    model.dispose();
  },
  'PPO: a run, saving, restoring, an abort, a reward of NaN': async ({ policy, refModel }) => {
    const parts = { policy, refModel, reward, prompts };
    const run = createPpo(parts, { ...RL, entropyCoefficient: 0.01 });
    await drain(run.run({ untilStep: 1 }));
    const directory = memoryDirectory();
    await run.save(directory);
    await run.restore(directory);
    await drain(run.run({ signal: abortedSignal }));
    run.dispose();
    for await (const _ of ppo(parts, RL)) break; // left early
    await assertThrows(async () => createPpo({ ...parts, prompts: [] }, RL), /prompts: none were found/, 'no prompts');
    await assertThrows(() => drain(ppo({ ...parts, reward: broken }, RL)), /scores NaN/, 'NaN reward');
    const other = createPpo(parts, { ...RL, maxSteps: 3 });
    await assertThrows(() => other.restore(directory), /maxSteps/, 'other settings');
    other.dispose();
  },
  'GRPO: a run, an abort, equal rewards, diverged weights': async ({ policy, refModel }) => {
    const parts = { policy, refModel, reward, prompts };
    await drain(grpo(parts, GRPO));
    await drain(grpo(parts, { ...GRPO, signal: abortedSignal }));
    await drain(grpo({ ...parts, reward: ruleReward(() => 1) }, GRPO));
    await assertThrows(async () => createGrpo(parts, { ...GRPO, groupSize: 1 }), /groupSize/, 'a group of one');
  },
  'DPO: a run, an abort, a preference of a text to itself': async ({ policy, refModel }) => {
    const parts = { policy, refModel, reward, prompts, preferences };
    await drain(dpo(parts, DPO));
    await drain(dpo(parts, { ...DPO, signal: abortedSignal }));
    const same = [{ prompt: [1], chosen: [2], rejected: [2] }];
    await assertThrows(async () => createDpo({ ...parts, preferences: same }, DPO), /are the same/, 'same texts');
  },
};

function poison(model: Gpt): void {
  for (const parameter of model.parameters.values()) tidy(() => parameter.assign(fill(parameter.shape, Number.NaN)));
}

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

export const alignMemoryChecks: readonly Check[] = Object.entries(calls).map(([name, call]) => ({
  title: `no tensor is left behind by ${name}`,
  async run() {
    const policy = createGpt(CONFIG, { seed: 1 });
    const refModel = cloneGpt(policy);
    await call({ policy, refModel }); // the first call may build what the backend keeps
    const before = memory().numTensors;
    await call({ policy, refModel });
    assertEqual(memory().numTensors, before, 'tensors');
    policy.dispose();
    refModel.dispose();
  },
}));
