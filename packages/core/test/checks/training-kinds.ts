/** Every way to train: answers only, blanks, adapters, accumulated batches, early stops. Each resumes exactly. */
import {
  addLora,
  type BatchSource,
  batches,
  CHINESE_CHAT,
  charTokenizer,
  createBert,
  createGpt,
  createTrainer,
  evaluateLoss,
  type Gpt,
  type LanguageModel,
  maskedBatches,
  memoryDirectory,
  pretrain,
  type ResumeOptions,
  resumeTrainer,
  type SftExample,
  sftBatches,
  type TrainConfig,
  type Trainer,
  type TrainReport,
} from '../../src/index.ts';
import { assertClose, assertEqual, type Check } from './check.ts';
import { RESUME_TOLERANCE } from './training.ts';

const TEXT = '问：谁写的静夜思？\n答：李白\n问：谁写的春望？\n答：杜甫\n问：谁写的鹿柴？\n答：王维\n';
export const tokenizer = charTokenizer(TEXT);
const EXAMPLES: readonly SftExample[] = [
  { prompt: '谁写的静夜思？', answer: '李白' },
  { prompt: '谁写的春望？', answer: '杜甫' },
  { prompt: '谁写的鹿柴？', answer: '王维' },
  { prompt: '春望？', answer: '杜甫写的' },
  { prompt: '静夜思谁写的？', answer: '李白' },
];
const SHAPE = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 16, dropout: 0.1 };
const MASK = 0;

export const KIND_TRAIN: TrainConfig = {
  batchSize: 2,
  maxSteps: 3,
  learningRate: 1e-2,
  minLearningRate: 1e-3,
  warmupSteps: 1,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 3,
};

export function answers(batchSize = KIND_TRAIN.batchSize): BatchSource {
  const options = { tokenizer, template: CHINESE_CHAT, batchSize, blockSize: SHAPE.blockSize, seed: 1 };
  return sftBatches(EXAMPLES, { ...options, validation: EXAMPLES.slice(0, 3) });
}

function blanks(): BatchSource {
  const rows = [12, 16, 9].map((length) => tokenizer.encode(TEXT.slice(0, length)));
  const masking = { vocabSize: tokenizer.vocabSize, maskId: MASK, specialIds: [] };
  return maskedBatches(rows, rows.slice(0, 2), { ...masking, batchSize: 2, blockSize: SHAPE.blockSize, seed: 1 });
}

function windows(): BatchSource {
  return batches(tokenizer.encode(TEXT.repeat(4)), { batchSize: 2, blockSize: SHAPE.blockSize, seed: 1 });
}

/** A way to train: how its trainer is made, and what resuming it needs besides the folder. */
interface Kind {
  readonly what: string;
  make(): Trainer<LanguageModel>;
  readonly resume?: () => ResumeOptions<LanguageModel>;
}

const trainer = <Model extends LanguageModel>(model: Model, data: BatchSource, config: Partial<TrainConfig> = {}) =>
  createTrainer<LanguageModel>({ model, tokenizer, data, config: { ...KIND_TRAIN, ...config }, seed: 1 });

export const kinds: readonly Kind[] = [
  {
    what: 'answers, accumulated over an epoch’s end',
    make: () => trainer(createGpt(SHAPE, { seed: 1 }), answers(), { accumulationSteps: 2 }),
  },
  {
    what: 'blanks',
    make: () => trainer(createBert(SHAPE, { seed: 1 }), blanks()),
    resume: () => ({ model: createBert(SHAPE, { seed: 9 }) }),
  },
  {
    what: 'adapters',
    make: () => trainer(addLora(createGpt(SHAPE, { seed: 1 }), { rank: 2, dropout: 0.2, seed: 2 }), windows()),
  },
  {
    what: 'early stopping with the best weights kept',
    make: () =>
      trainer(createGpt(SHAPE, { seed: 1 }), answers(), {
        maxSteps: 9,
        evalEvery: 1,
        earlyStop: { patience: 2, minDelta: 9 },
        keepBest: true,
      }),
  },
];

/** Frees a trainer of these kinds; under adapters also the base, which has no other owner here. */
export function release({ model, dispose }: Trainer<LanguageModel>): void {
  dispose();
  if ('base' in model) (model.base as Gpt).dispose();
}

async function reportsOf(run: AsyncIterable<TrainReport>, onReport: (step: number) => void = () => undefined) {
  const reports: number[][] = [];
  for await (const { step, loss, validationLoss = -1, best, stopped, gradNorm, learningRate } of run) {
    reports.push([step, loss, validationLoss, best?.step ?? -1, stopped ? 1 : 0, gradNorm, learningRate]);
    onReport(step);
  }
  return reports;
}

async function weightsOf({ parameters }: LanguageModel): Promise<number[]> {
  return (await Promise.all(Array.from(parameters.values(), async (weight) => [...(await weight.data())]))).flat();
}

/** Also run on webgpu, where each takes about a second. */
const resumes: readonly Check[] = kinds.map(({ what, make, resume }) => ({
  title: `training on ${what}: aborted, saved and resumed equals not interrupted`,
  async run({ backend }) {
    const straight = make();
    const expected = await reportsOf(straight.run());
    const expectedWeights = await weightsOf(straight.model);
    release(straight);
    const interrupted = make();
    const directory = memoryDirectory();
    const controller = new AbortController();
    const first = await reportsOf(interrupted.run({ signal: controller.signal }), (step) => {
      if (step === 2) controller.abort();
    });
    await interrupted.save(directory);
    release(interrupted);
    const resumed = await resumeTrainer(directory, resume?.());
    const found = [...first, ...(await reportsOf(resumed.run()))];
    const weights = await weightsOf(resumed.model);
    const finished = resumed.finished;
    resumed.dispose();
    assertEqual([first.length, finished], [2, true], 'steps before the abort, and whether the run is complete');
    assertClose(found.flat(), expected.flat(), RESUME_TOLERANCE[backend], 'reports');
    assertClose(weights, expectedWeights, RESUME_TOLERANCE[backend], 'weights');
  },
}));

/** Single precision adds the same numbers in another order. */
const ROUNDING = 2e-5;

const accumulation: Check = {
  title: 'two batches of two answers give the step of one batch of four, though their lengths differ',
  async run() {
    const shape = { ...SHAPE, dropout: 0 };
    const curveOf = async (batchSize: number, accumulationSteps: number) => {
      const config = { batchSize, accumulationSteps, maxSteps: 3 };
      const made = trainer(createGpt(shape, { seed: 1 }), answers(batchSize), config);
      const reports = await reportsOf(made.run());
      made.dispose();
      return reports.flat();
    };
    assertClose(await curveOf(2, 2), await curveOf(4, 1), ROUNDING, 'reports');
  },
};

const adapters: Check = {
  title: 'adapters start equal to their base, train without changing it, and merge into plain weights',
  async run() {
    const base = createGpt({ ...SHAPE, dropout: 0 }, { seed: 3 });
    const config = { ...KIND_TRAIN, maxSteps: 12, learningRate: 0.1 };
    await reportsOf(pretrain({ model: base, data: windows(), config, seed: 1 }));
    const before = await weightsOf(base);
    const model = addLora(base, { rank: 2, targets: ['attn.c_attn', 'mlp.c_fc'], seed: 2 });
    const held = answers().validation(1);
    const { loss: start } = await evaluateLoss(base, held);
    assertEqual((await evaluateLoss(model, held)).loss, start, 'loss of the adapted model at the start');
    const made = trainer(model, answers(), config);
    await reportsOf(made.run());
    const merged = model.merge();
    const [tuned, plain] = [(await evaluateLoss(model, held)).loss, (await evaluateLoss(merged, held)).loss];
    const after = await weightsOf(base);
    made.dispose();
    merged.dispose();
    base.dispose();
    assertEqual(after, before, 'base weights');
    assertClose([plain], [tuned], 1e-6, 'loss of the merged model');
    if (!(tuned < start - 0.2)) throw new Error(`loss went from ${start} to ${tuned}; a fall of 0.2 was expected`);
  },
};

export const trainingKindChecks: readonly Check[] = [...resumes, accumulation, adapters];
