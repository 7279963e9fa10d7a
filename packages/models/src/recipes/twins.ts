/**
 * The recipe of the twins `gpt-twin` and `bert-twin`: one corpus, one size, one number of steps; one learns to continue,
 * the other to fill blanks. Then the duel: sorting new kinds of things from examples in the prompt, or from labels.
 * `node src/recipes/twins.ts gpt-twin` trains one of them only, so that two cores can work side by side.
 */
import {
  type Bert,
  batches,
  createBert,
  createGpt,
  cutRows,
  type Gpt,
  type LanguageModel,
  maskedBatches,
  pretrain,
  saveModel,
  selectBackend,
  type TrainConfig,
} from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { inPackage } from './texts.ts';
import { SORTED_KINDS, twinsCorpus, twinsTokenizer } from './twins-corpus.ts';
import { gptScore, LEVELS, makeTasks } from './twins-duel.ts';
import { reportDuel, type TwinRun } from './twins-report.ts';

const SEED = 20;
const PARAGRAPHS = 24_000;
const HELD_OUT = 0.03;
const MODEL = { nLayer: 3, nHead: 4, nEmbd: 96, blockSize: 64 } as const;
const TRAIN: TrainConfig = {
  batchSize: 24,
  maxSteps: 4000,
  learningRate: 2e-3,
  minLearningRate: 2e-4,
  warmupSteps: 100,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 250,
  evalBatches: 10,
};
/** Games per language that are looked at while training. */
const LOOKS = 3;

const only = process.argv[2];
const backend = await selectBackend();
const tokenizer = twinsTokenizer();
const tokenIds = tokenizer.encode(twinsCorpus(PARAGRAPHS, SEED));
const heldOut = tokenIds.slice(Math.floor(tokenIds.length * (1 - HELD_OUT)));

const gptRun = only === 'bert-twin' ? undefined : await train('gpt-twin', makeGpt, causalData(), lookAtGpt);
const bertRun = only === 'gpt-twin' ? undefined : await train('bert-twin', makeBert, blanksData());
if (gptRun && bertRun) {
  const corpus = { tokens: tokenIds.length, heldOut };
  const settings = { model: MODEL, train: TRAIN, seed: SEED, backend: backend.label };
  await reportDuel({ gptRun, bertRun, tokenizer, corpus, settings, makeUntrained: makeBert });
}

function makeGpt(): Gpt {
  return createGpt({ ...MODEL, vocabSize: tokenizer.vocabSize }, { seed: SEED });
}

/** With GPT's activation, so that the twins differ in where they look and what they learn, and in nothing else. */
function makeBert(): Bert {
  return createBert({ ...MODEL, vocabSize: tokenizer.vocabSize, activation: 'gelu_new' }, { seed: SEED });
}

function causalData() {
  const options = { batchSize: TRAIN.batchSize, blockSize: MODEL.blockSize, seed: SEED };
  return batches(tokenIds, { ...options, validationFraction: HELD_OUT });
}

function blanksData() {
  const [pad, cls, sep, mask] = ['[PAD]', '[CLS]', '[SEP]', '[MASK]'].map(special) as [number, number, number, number];
  const cut = (part: Int32Array) => cutRows(part, { blockSize: MODEL.blockSize, first: [cls], last: [sep] });
  return maskedBatches(cut(tokenIds.slice(0, tokenIds.length - heldOut.length)), cut(heldOut), {
    batchSize: TRAIN.batchSize,
    blockSize: MODEL.blockSize,
    seed: SEED,
    vocabSize: tokenizer.vocabSize,
    maskId: mask,
    specialIds: [pad, cls, sep, mask],
    paddingId: pad,
  });
}

function special(name: string): number {
  const id = tokenizer.specialTokens.get(name);
  if (id === undefined) throw new Error(`recipe twins: the tokenizer has no ${name}.`);
  return id;
}

/** Trains a twin unless `.runs` holds its figures already, and ships it in F16. */
async function train<Model extends (Gpt | Bert) & LanguageModel>(
  name: string,
  make: () => Model,
  data: Parameters<typeof pretrain<Model>>[0]['data'],
  look: (model: Model) => Promise<string> = async () => '',
): Promise<TwinRun> {
  const runs = nodeDirectory(inPackage(`.runs/${name}`));
  const finished = await runs.read('result.json');
  if (finished) return JSON.parse(new TextDecoder().decode(finished));
  const model = make();
  let run: TwinRun | undefined;
  for await (const report of pretrain<Model>({ model, tokenizer, data, config: TRAIN, seed: SEED })) {
    const { step, loss, validationLoss, tokensSeen, elapsedMs } = report;
    if (validationLoss === undefined) continue;
    const { parameterCount } = model;
    run = { parameterCount, steps: step, tokensSeen, validationLoss, minutes: elapsedMs / 60_000 };
    const seen = await look(model);
    console.log(`${name} ${step} loss ${loss.toFixed(3)} held out ${validationLoss.toFixed(3)} ${seen}`);
  }
  if (!run) throw new Error(`recipe twins: ${name} did no step.`);
  await saveModel(model, tokenizer, nodeDirectory(inPackage(name)), { dtype: 'F16' });
  model.dispose();
  await runs.write('result.json', new TextEncoder().encode(JSON.stringify(run)));
  return run;
}

/** How well GPT sorts by examples so far, on kinds that are sorted in training. */
async function lookAtGpt(model: Gpt): Promise<string> {
  const tasks = makeTasks(SORTED_KINDS, LEVELS[1], LOOKS, SEED + 1);
  const at = async (count: number) => {
    let right = 0;
    for (const task of tasks) right += (await gptScore(model, tokenizer, task, count)) / tasks.length;
    return `${(100 * right).toFixed(1)} %`;
  };
  return `right after 8 examples ${await at(8)}, after 24 ${await at(24)}`;
}
