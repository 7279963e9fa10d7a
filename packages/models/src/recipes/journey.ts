/**
 * The recipe of `journey`: per language a family that grows and one of it that was taught to do as it is asked. `small` and
 * `medium` read the same texts for as many steps; the largest is `poet` or `bard`, which read more; `aligned` is `medium`
 * after a while of fine-tuning on requests with texts that fulfil them. `node src/recipes/journey.ts zh` makes one language
 * only; what is finished in `.runs/journey` is kept.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import {
  type BatchSource,
  batches,
  charTokenizer,
  cloneGpt,
  createGpt,
  evaluateLoss,
  exampleBatches,
  fineTune,
  type Gpt,
  type GptConfig,
  loadModel,
  pretrain,
  saveModel,
  selectBackend,
  type Tokenizer,
} from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { JOURNEY_STAGES, type JourneyStage } from '../index.ts';
import { type StageFigures, writeJourneyCard } from './journey-card.ts';
import { answerRequests, type JourneyLanguage, requestLessons, TEMPERATURE } from './journey-requests.ts';
import { keepFrequent } from './stanzas.ts';
import { bardText, inPackage, poetStanzas } from './texts.ts';

type Grown = Exclude<JourneyStage, 'aligned'>;

interface Plan {
  readonly language: JourneyLanguage;
  readonly largest: 'poet' | 'bard';
  readonly texts: readonly string[];
  readonly shapes: Readonly<Record<Grown, Omit<GptConfig, 'vocabSize'>>>;
  readonly batchSize: number;
  readonly steps: number;
  readonly aligning: { readonly steps: number; readonly batchSize: number };
  /** The longest answer that is asked for, in tokens. */
  readonly maxTokens: number;
}

const SEED = 17;
const HELD_OUT = 0.05;
const ALIGNING_RATE = 2e-3;
/** Texts per topic from which the share that follows is counted. */
const REQUESTS = 25;
const SAMPLES = 3;
const VALIDATION_BATCHES = 40;
/** Stanzas with rarer characters are left out. */
const MIN_COUNT = 40;

const backend = await selectBackend();
const asked = process.argv.slice(2);
if (asked.length === 0 || asked.includes('zh')) await make(await chinesePlan());
if (asked.length === 0 || asked.includes('en')) await make(await englishPlan());

async function chinesePlan(): Promise<Plan> {
  const five = (await poetStanzas()).filter(({ lineLength }) => lineLength === 5);
  const shape = { dropout: 0, blockSize: 32 };
  return {
    language: 'zh',
    largest: 'poet',
    texts: keepFrequent(five, MIN_COUNT).map(({ text }) => text),
    shapes: {
      small: { ...shape, nLayer: 1, nHead: 2, nEmbd: 16 },
      medium: { ...shape, nLayer: 2, nHead: 4, nEmbd: 48 },
    },
    batchSize: 32,
    steps: 2400,
    aligning: { steps: 600, batchSize: 32 },
    maxTokens: 30,
  };
}

async function englishPlan(): Promise<Plan> {
  const shape = { dropout: 0, blockSize: 96 };
  return {
    language: 'en',
    largest: 'bard',
    texts: (await bardText()).split(/\n\n+/).map((text) => text.trim()),
    shapes: {
      small: { ...shape, nLayer: 1, nHead: 2, nEmbd: 24 },
      medium: { ...shape, nLayer: 2, nHead: 4, nEmbd: 48 },
    },
    batchSize: 10,
    steps: 1600,
    aligning: { steps: 400, batchSize: 16 },
    maxTokens: 90,
  };
}

async function make(plan: Plan): Promise<void> {
  const { language, largest, maxTokens, batchSize } = plan;
  const all = plan.texts.map((text) => `${text}\n\n`).join('');
  const tokenizer = charTokenizer(all);
  const options = { language, perTopic: REQUESTS, maxTokens, seed: SEED };
  const stages: Partial<Record<JourneyStage, StageFigures>> = {};
  const samples: Partial<Record<JourneyStage, string[]>> = {};
  for (const stage of JOURNEY_STAGES) {
    const { model, steps, minutes } = await stageOf(plan, stage, tokenizer, all);
    const { written, follows } = await answerRequests(model, tokenizer, options);
    const { parameterCount, config } = model;
    const { loss } = await evaluateLoss(
      model,
      pagesOf(all, tokenizer, batchSize, config.blockSize).validation(VALIDATION_BATCHES),
    );
    model.dispose();
    stages[stage] = { parameterCount, steps, minutes, heldOutLoss: loss, followsPercent: 100 * follows };
    const first = written.filter((_, index) => index % REQUESTS === 0).slice(0, SAMPLES);
    samples[stage] = first.map(({ topic, text }) => `${topic}: ${text}`);
    console.log(language, stage, stages[stage], samples[stage]);
  }
  const { model, tokenizer: own } = await loadModel(nodeDirectory(inPackage(largest)));
  if (!own) throw new Error(`recipe journey: ${largest} has no tokenizer.`);
  const { follows } = await answerRequests(model, own, options);
  const { parameterCount } = model;
  model.dispose();
  await writeJourneyCard(language, {
    stages: stages as Record<JourneyStage, StageFigures>,
    largest: { name: largest, parameterCount, followsPercent: 100 * follows },
    samples: samples as Record<JourneyStage, string[]>,
    requests: REQUESTS,
    temperature: TEMPERATURE,
    seed: SEED,
    backend: backend.label,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
  });
}

/** Makes a stage, or loads it if it is finished; the caller disposes the model. */
async function stageOf(plan: Plan, stage: JourneyStage, tokenizer: Tokenizer, all: string) {
  const folder = nodeDirectory(inPackage(`journey/${plan.language}/${stage}`));
  const kept = inPackage(`.runs/journey/${plan.language}-${stage}.json`);
  const saved = await readFile(kept, 'utf8').catch(() => undefined);
  if (saved)
    return { model: (await loadModel(folder)).model, ...(JSON.parse(saved) as { steps: number; minutes: number }) };
  const start = performance.now();
  const model = stage === 'aligned' ? await alignedOf(plan, tokenizer) : await grownOf(plan, stage, tokenizer, all);
  const steps = stage === 'aligned' ? plan.aligning.steps : plan.steps;
  const run = { steps, minutes: (performance.now() - start) / 60_000 };
  await saveModel(model, tokenizer, folder, { dtype: 'F16' });
  await mkdir(inPackage('.runs/journey'), { recursive: true });
  await writeFile(kept, JSON.stringify(run));
  return { model, ...run };
}

async function grownOf(
  { shapes, batchSize, steps }: Plan,
  stage: Grown,
  tokenizer: Tokenizer,
  all: string,
): Promise<Gpt> {
  const model = createGpt({ ...shapes[stage], vocabSize: tokenizer.vocabSize }, { seed: SEED });
  const data = pagesOf(all, tokenizer, batchSize, model.config.blockSize);
  const config = {
    batchSize,
    maxSteps: steps,
    learningRate: 3e-3,
    minLearningRate: 1e-4,
    warmupSteps: 50,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    evalEvery: 400,
  };
  for await (const { step, loss, validationLoss } of pretrain({ model, data, config, seed: SEED })) {
    if (validationLoss !== undefined)
      console.log(`${stage} step ${step}/${steps} loss ${loss.toFixed(3)} validation ${validationLoss.toFixed(3)}`);
  }
  return model;
}

async function alignedOf({ language, texts, aligning }: Plan, tokenizer: Tokenizer): Promise<Gpt> {
  const { model } = await loadModel(nodeDirectory(inPackage(`journey/${language}/medium`)));
  const { blockSize } = model.config;
  const { steps, batchSize } = aligning;
  const read = texts.slice(0, Math.floor(texts.length * (1 - HELD_OUT)));
  const examples = requestLessons(read, { language, tokenizer, blockSize, seed: SEED });
  const data = exampleBatches(examples, examples.slice(0, batchSize), { batchSize, blockSize, seed: SEED });
  const trainer = fineTune({ model, data, maxSteps: steps, seed: SEED, config: { learningRate: ALIGNING_RATE } });
  for await (const { step, loss } of trainer.run()) {
    if (step % 100 === 0) console.log(`aligned step ${step}/${steps} loss ${loss.toFixed(3)}`);
  }
  const result = cloneGpt(model);
  trainer.dispose();
  return result;
}

function pagesOf(all: string, tokenizer: Tokenizer, batchSize: number, blockSize: number): BatchSource {
  return batches(tokenizer.encode(all), { batchSize, blockSize, seed: SEED, validationFraction: HELD_OUT });
}
