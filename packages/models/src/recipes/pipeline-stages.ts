/**
 * The four stages of the pipeline, each from the one before: pre-training, supervised fine-tuning, reward model, PPO.
 * A finished stage stands in `.runs/pipeline/STAGE` and is not run again; delete the folder to run it anew.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import {
  type BatchSource,
  batches,
  CHINESE_CHAT,
  chatStopTokens,
  cloneGpt,
  createGpt,
  createRandom,
  exampleBatches,
  type Gpt,
  loadModel,
  pretrain,
  saveModel,
  type TokenExample,
} from '@glassbox/core';
import {
  createRewardModel,
  fixedKl,
  loadRewardModel,
  type Preference,
  ppo,
  type Reward,
  type RewardModel,
  saveRewardModel,
  trainRewardModel,
} from '@glassbox/core/align';
import { rewardQuestions } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import { ASKING_BACK, answerText, END_OF_ANSWER, promptText, REFUSALS, type WorldQuestion } from '@glassbox/core/world';
import type { PIPELINE_STAGES } from '../index.ts';
import { takingTurns } from './pipeline-batches.ts';
import {
  BLOCK_SIZE,
  isWritable,
  LANGUAGE,
  notedLessons,
  PIPELINE_SEED,
  pretrainingTokens,
  RUNS,
  readingLessons,
  shortLessons,
  tokenizer,
  world,
} from './pipeline-world.ts';
import { inPackage } from './texts.ts';

export type Stage = (typeof PIPELINE_STAGES)[number];

/** What a stage cost and how its run ended. */
export interface StageRun {
  readonly steps: number;
  readonly minutes: number;
  /** Nats per counted token, of the reward model the share of held-out pairs it gets right, of PPO the mean reward. */
  readonly score: number;
  readonly kl?: number;
}

/**
 * Until knowledge can be asked for (on world 1 46 % of the facts that were only told at step 1,200, 79 % at 1,600, 97 % at
 * 2,000), and then until the model is surer of them than of what it invents: a threshold that keeps 85 % of the known facts
 * right takes away 50 % of the invented ones at step 3,000, 65 % at 6,000.
 */
const PRETRAINING = { steps: 6000, batchSize: 48, blockSize: 64, learningRate: 2e-3 };
/** Gently: at 1e-3 over 1,200 steps the drilled answers crowded out the others, 45 % of known facts right. */
const SFT = { steps: 720, batchSize: 48, learningRate: 3e-4 };
/**
 * Until it knows what the annotator said. Stopped earlier (400 steps at 1e-4), it has learnt only that "I don't know" beats
 * most answers, and PPO then makes a model that says nothing else: 99 % of known facts refused.
 */
const REWARD = { steps: 1400, batchSize: 32, learningRate: 5e-4 };
const PPO = { steps: 60, promptsPerStep: 64, learningRate: 5e-5, maxTokens: 12, klCoefficient: 0.3 };
/** So that the reward model learns what is true, not which value was wrong once. */
const WRONG_PER_QUESTION = 4;
const LOG_EVERY = 50;

const STOP_TOKENS = chatStopTokens(tokenizer, CHINESE_CHAT);

/** Resolves to the pre-trained model; the caller disposes it. */
export function pretrainStage(): Promise<{ model: Gpt; run: StageRun }> {
  return gptStage('pretrained', async () => {
    const model = createGpt(
      { vocabSize: tokenizer.vocabSize, nLayer: 4, nHead: 4, nEmbd: 96, blockSize: BLOCK_SIZE },
      { seed: PIPELINE_SEED },
    );
    const pages = pagesOf(PRETRAINING);
    const data = takingTurns(pages, pages, pages, pages, rowsOf(readingLessons(0), PRETRAINING.batchSize));
    return { model, ...(await train('pretrained', model, data, PRETRAINING)) };
  });
}

/** Resolves to the fine-tuned model; the caller disposes it. */
export function sftStage(pretrained: Gpt): Promise<{ model: Gpt; run: StageRun }> {
  return gptStage('sft', async () => {
    const model = cloneGpt(pretrained);
    const { batchSize } = SFT;
    const pages = pagesOf({ batchSize, blockSize: PRETRAINING.blockSize }); // so that nothing is forgotten
    const notes = rowsOf(notedLessons(), batchSize);
    const data = takingTurns(rowsOf(shortLessons(), batchSize), pages, pages, notes, pages, pages);
    return { model, ...(await train('sft', model, data, SFT)) };
  });
}

/** Resolves to the reward model; the caller disposes it. */
export async function rewardStage(sft: Gpt): Promise<{ model: RewardModel; run: StageRun }> {
  const saved = await savedRun('reward');
  if (saved) return { model: await loadRewardModel(folderOf('reward')), run: saved };
  const start = performance.now();
  const model = createRewardModel(sft);
  const heldOut = everyNth(preferencesOf('test'), 8);
  let score = Number.NaN;
  const { steps: maxSteps, ...settings } = REWARD;
  const options = { ...settings, maxSteps, seed: PIPELINE_SEED, heldOut, evalEvery: maxSteps / 2 };
  for await (const report of trainRewardModel(model, preferencesOf('train'), options)) {
    if (!report.heldOut) continue;
    score = report.heldOut.accuracy;
    console.log(`reward step ${report.step}/${maxSteps} held-out accuracy ${score.toFixed(3)}`);
  }
  const run = { steps: maxSteps, minutes: minutesSince(start), score };
  await saveRewardModel(model, folderOf('reward'));
  await finish('reward', run);
  return { model, run };
}

/** Resolves to the policy that PPO made of the fine-tuned model; the caller disposes it. */
export function ppoStage(sft: Gpt, reward: Reward): Promise<{ model: Gpt; run: StageRun }> {
  return gptStage('ppo', async () => {
    const start = performance.now();
    const policy = cloneGpt(sft);
    const prompts = rewardQuestions(world, LANGUAGE, PIPELINE_SEED).map(promptOf);
    const { steps: maxSteps, klCoefficient, ...settings } = PPO;
    let [score, kl] = [Number.NaN, Number.NaN];
    const options = { ...settings, maxSteps, seed: PIPELINE_SEED, stopTokens: STOP_TOKENS, kl: fixedKl(klCoefficient) };
    for await (const report of ppo({ policy, refModel: sft, reward, prompts }, options)) {
      [score, kl] = [report.reward, report.kl];
      if (report.step % 10 === 0)
        console.log(`ppo step ${report.step}/${maxSteps} reward ${score.toFixed(3)} kl ${kl.toFixed(2)}`);
    }
    return { model: policy, run: { steps: maxSteps, minutes: minutesSince(start), score, kl } };
  });
}

/** The tokens of a question up to its answer. */
export function promptOf({ text }: WorldQuestion): Int32Array {
  return tokenizer.encode(promptText(text, LANGUAGE));
}

/**
 * What an annotator who knows what was told in training prefers: the truth to "I don't know", and that to a wrong
 * answer; where nothing was told, "I don't know" to any answer; where two people fit, asking back to anything else.
 */
export function preferencesOf(split: 'train' | 'test'): Preference[] {
  const random = createRandom(PIPELINE_SEED + (split === 'train' ? 10 : 11));
  return rewardQuestions(world, LANGUAGE, PIPELINE_SEED, split).flatMap((question) => {
    const others = question.range.filter((value) => !question.answers.includes(value) && isWritable(value));
    const pool = others.length > 0 ? others : anyRange;
    const truth = answerText(question.answers[0] ?? '', LANGUAGE);
    const better = question.kind === 'ambiguous' ? [ASKING_BACK[LANGUAGE]] : question.known ? [truth] : [];
    const wrongs = Array.from({ length: WRONG_PER_QUESTION }, () =>
      question.kind === 'ambiguous' ? truth : answerText(pool[Math.floor(random.next() * pool.length)] ?? '', LANGUAGE),
    );
    const pairs = [...new Set(wrongs)].flatMap((wrong) => pairsOf([...better, REFUSALS[LANGUAGE], wrong]));
    return pairs.map(([chosen, rejected]) => ({
      prompt: promptOf(question),
      chosen: tokenizer.encode(chosen + END_OF_ANSWER),
      rejected: tokenizer.encode(rejected + END_OF_ANSWER),
    }));
  });
}

/** Something to say wrongly where the question has no range of its own. */
const anyRange = [...world.terms.values()].filter(({ kind }) => kind === 'job').map(({ name }) => name[LANGUAGE]);

function pairsOf(ranked: readonly string[]): [string, string][] {
  return ranked.flatMap((chosen, i) => ranked.slice(i + 1).map((rejected): [string, string] => [chosen, rejected]));
}

function everyNth<Item>(items: readonly Item[], n: number): Item[] {
  return items.filter((_, index) => index % n === 0);
}

function pagesOf({ batchSize, blockSize }: { batchSize: number; blockSize: number }): BatchSource {
  return batches(pretrainingTokens(), { batchSize, blockSize, seed: PIPELINE_SEED, validationFraction: 0.01 });
}

function rowsOf(examples: readonly TokenExample[], batchSize: number): BatchSource {
  return exampleBatches(examples, examples.slice(0, batchSize), {
    batchSize,
    blockSize: BLOCK_SIZE,
    seed: PIPELINE_SEED,
  });
}

async function train(
  stage: Stage,
  model: Gpt,
  data: BatchSource,
  { steps, batchSize, learningRate }: { steps: number; batchSize: number; learningRate: number },
): Promise<{ run: StageRun }> {
  const start = performance.now();
  let score = Number.NaN;
  const config = {
    batchSize,
    maxSteps: steps,
    learningRate,
    minLearningRate: learningRate / 20,
    warmupSteps: 50,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: steps,
  };
  for await (const { step, loss, tokensPerSecond } of pretrain({ model, data, config, seed: PIPELINE_SEED })) {
    score = loss;
    if (step % LOG_EVERY === 0)
      console.log(`${stage} step ${step}/${steps} loss ${loss.toFixed(3)} ${Math.round(tokensPerSecond)} tokens/s`);
  }
  return { run: { steps, minutes: minutesSince(start), score } };
}

async function gptStage(stage: Stage, make: () => Promise<{ model: Gpt; run: StageRun }>) {
  const saved = await savedRun(stage);
  if (saved) return { model: (await loadModel(folderOf(stage))).model, run: saved };
  const made = await make();
  await saveModel(made.model, tokenizer, folderOf(stage));
  await finish(stage, made.run);
  return made;
}

function folderOf(stage: Stage) {
  return nodeDirectory(inPackage(`${RUNS}/${stage}`));
}

async function savedRun(stage: Stage): Promise<StageRun | undefined> {
  try {
    return JSON.parse(await readFile(inPackage(`${RUNS}/${stage}/run.json`), 'utf8'));
  } catch {
    return undefined; // not run yet
  }
}

async function finish(stage: Stage, run: StageRun): Promise<void> {
  await mkdir(inPackage(`${RUNS}/${stage}`), { recursive: true });
  await writeFile(inPackage(`${RUNS}/${stage}/run.json`), JSON.stringify(run));
}

function minutesSince(start: number): number {
  return (performance.now() - start) / 60_000;
}
