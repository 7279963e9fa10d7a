/** Same seed, same curve; interrupted, saved and restored, the same curve too; what does not fit is refused unchanged. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { cloneGpt, createGpt, type Gpt } from '../model/gpt.ts';
import type { AlignReport, AlignRun } from './align-run.ts';
import { createDpo } from './dpo.ts';
import { createGrpo } from './grpo.ts';
import { adaptiveKl } from './kl.ts';
import { createPpo } from './ppo.ts';
import { ruleReward } from './reward.ts';
import type { AlignParts } from './rollouts.ts';

const CONFIG = { vocabSize: 9, nLayer: 1, nHead: 2, nEmbd: 16, blockSize: 10 };
const prompts = [[1, 2], [3], [4, 5, 6], [7]];
const reward = ruleReward((_, completion) => Array.from(completion).filter((id) => id % 2 === 0).length);
const preferences = [
  { prompt: [1], chosen: [2, 4], rejected: [3, 5] },
  { prompt: [7, 3], chosen: [8], rejected: [1, 1, 1] },
  { prompt: [5], chosen: [2, 2, 2], rejected: [2, 3, 2] },
];
const COMMON = { seed: 11, maxSteps: 4, maxTokens: 4, stopTokens: [0], learningRate: 1e-3 };
const RL = { ...COMMON, minibatchSize: 4 };

const methods: Readonly<Record<string, (parts: AlignParts) => AlignRun>> = {
  PPO: (parts) => createPpo(parts, { ...RL, promptsPerStep: 6, kl: adaptiveKl({ target: 0.1 }) }),
  GRPO: (parts) => createGrpo(parts, { ...RL, promptsPerStep: 2, groupSize: 3 }),
  DPO: (parts) => createDpo({ ...parts, preferences }, { ...COMMON, promptsPerStep: 4, pairsPerUpdate: 2 }),
};

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
});

interface Made {
  readonly run: AlignRun;
  readonly policy: Gpt;
  dispose(): void;
}

function make(create: (parts: AlignParts) => AlignRun): Made {
  const policy = createGpt(CONFIG, { seed: 3 });
  const refModel = cloneGpt(policy);
  const run = create({ policy, refModel, reward, prompts });
  const dispose = () => {
    for (const one of [run, policy, refModel]) one.dispose();
  };
  return { run, policy, dispose };
}

async function reportsOf(run: AlignRun, untilStep?: number): Promise<AlignReport[]> {
  const reports: AlignReport[] = [];
  for await (const report of run.run(untilStep === undefined ? {} : { untilStep })) reports.push(report);
  return reports;
}

async function weightsOf(policy: Gpt): Promise<number[]> {
  return (await Promise.all([...policy.parameters.values()].map(async (one) => [...(await one.data())]))).flat();
}

describe.each(Object.entries(methods))('%s', (_, create) => {
  test('gives the same reports and weights twice, and when it was saved and restored on the way', async () => {
    const straight = make(create);
    const expected = await reportsOf(straight.run);
    const weights = await weightsOf(straight.policy);
    straight.dispose();

    const first = make(create);
    const directory = memoryDirectory();
    const found = await reportsOf(first.run, 2);
    await first.run.save(directory);
    first.dispose();
    const second = make(create);
    await second.run.restore(directory);
    expect(second.run.step).toBe(2);
    found.push(...(await reportsOf(second.run)));
    const foundWeights = await weightsOf(second.policy);
    second.dispose();

    expect(found).toEqual(expected);
    expect(foundWeights).toEqual(weights);
    expect(expected.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  });

  test('an abort ends the run with whole steps only, and it can be gone on with', async () => {
    const straight = make(create);
    const expected = await reportsOf(straight.run);
    straight.dispose();
    const { run, dispose } = make(create);
    const controller = new AbortController();
    const found: AlignReport[] = [];
    for await (const report of run.run({ signal: controller.signal })) {
      found.push(report);
      controller.abort();
    }
    found.push(...(await reportsOf(run)));
    dispose();
    expect(found).toEqual(expected);
  });
});

describe('restore', () => {
  const refusal = async (create: (parts: AlignParts) => AlignRun, directory: Directory) => {
    const { run, policy, dispose } = make(create);
    const before = await weightsOf(policy);
    const problem = await run.restore(directory).then(() => 'nothing was thrown', String);
    expect(await weightsOf(policy)).toEqual(before);
    dispose();
    return problem;
  };

  test('refuses an empty folder, another method and other settings, and changes nothing', async () => {
    const saved = memoryDirectory();
    const { run, dispose } = make((parts) => createGrpo(parts, { ...RL, promptsPerStep: 2, groupSize: 3 }));
    await reportsOf(run, 1);
    await run.save(saved);
    dispose();
    expect(await refusal((parts) => createGrpo(parts, RL), memoryDirectory())).toMatch(/no such file was found/);
    expect(await refusal((parts) => createPpo(parts, RL), saved)).toMatch(/a run with \["grpo"/);
    expect(await refusal((parts) => createGrpo(parts, { ...RL, clipRange: 0.1 }), saved)).toMatch(/"clipRange":0.1/);
  });
});

describe('a reward that fails', () => {
  test('changes nothing: the run can be saved and gone on with', async () => {
    const straight = make((parts) => createPpo(parts, RL));
    const expected = await reportsOf(straight.run);
    straight.dispose();
    let fails = true;
    const moody = (parts: AlignParts): AlignParts => ({
      ...parts,
      reward: { score: (...texts) => (fails ? Promise.resolve(Float32Array.of(Number.NaN)) : reward.score(...texts)) },
    });
    const { run, dispose } = make((parts) => createPpo(moody(parts), RL));
    await expect(reportsOf(run)).rejects.toThrow(/1 scores were found; 64, one per completion/);
    await run.save(memoryDirectory());
    fails = false;
    expect(await reportsOf(run)).toEqual(expected);
    dispose();
  });
});
