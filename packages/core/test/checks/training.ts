/** The trainer as a user meets it: it learns, stops when told to, and resumes exactly. */
import {
  batches,
  charTokenizer,
  createGpt,
  createTrainer,
  memoryDirectory,
  resumeTrainer,
  type TrainConfig,
  type Trainer,
  type TrainReport,
} from '../../src/index.ts';
import { assertClose, assertEqual, type Check } from './check.ts';

export const TEXT = '床前明月光，疑是地上霜。举头望明月，低头思故乡。\n'.repeat(12);

export const TRAIN: TrainConfig = {
  batchSize: 4,
  maxSteps: 12,
  learningRate: 1e-2,
  minLearningRate: 1e-3,
  warmupSteps: 2,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 5,
};

/** Returns a small trainer with dropout, which makes resuming harder. */
export function smallTrainer(config: TrainConfig = TRAIN): Trainer {
  const tokenizer = charTokenizer(TEXT);
  const shape = { nLayer: 1, nHead: 2, nEmbd: 16, blockSize: 12, dropout: 0.1 };
  const model = createGpt({ ...shape, vocabSize: tokenizer.vocabSize }, { seed: 1 });
  const data = batches(tokenizer.encode(TEXT), { batchSize: TRAIN.batchSize, blockSize: shape.blockSize, seed: 1 });
  return createTrainer({ model, tokenizer, data, config, seed: 1 });
}

async function reportsOf(trainer: Trainer, untilStep?: number): Promise<TrainReport[]> {
  const reports: TrainReport[] = [];
  for await (const report of trainer.run(untilStep === undefined ? {} : { untilStep })) reports.push(report);
  return reports;
}

async function weightsOf(trainer: Trainer): Promise<number[]> {
  const values = await Promise.all(
    [...trainer.model.parameters.values()].map(async (parameter) => [...(await parameter.data())]),
  );
  return values.flat();
}

const numbersOf = ({ step, loss, validationLoss, gradNorm, learningRate, tokensSeen }: TrainReport) => [
  step,
  loss,
  validationLoss ?? -1,
  gradNorm,
  learningRate,
  tokensSeen,
];

/** WebGPU adds embedding gradients in no fixed order, so its last bits may differ between runs. */
export const RESUME_TOLERANCE = { cpu: 0, wasm: 0, webgpu: 1e-4 };

export const exactResume: Check = {
  title: 'a run that was saved, thrown away and resumed equals one that was not interrupted',
  async run({ backend }) {
    const straight = smallTrainer();
    const expected = await reportsOf(straight);
    const expectedWeights = await weightsOf(straight);
    straight.dispose();
    const interrupted = smallTrainer();
    const directory = memoryDirectory();
    const first = await reportsOf(interrupted, 7);
    await interrupted.save(directory);
    interrupted.dispose();
    const resumed = await resumeTrainer(directory);
    const found = [...first, ...(await reportsOf(resumed))];
    const foundWeights = await weightsOf(resumed);
    resumed.dispose();
    const tolerance = RESUME_TOLERANCE[backend];
    assertClose(found.flatMap(numbersOf), expected.flatMap(numbersOf), tolerance, 'reports');
    assertClose(foundWeights, expectedWeights, tolerance, 'weights');
  },
};

const learns: Check = {
  title: 'the loss falls, and validation is reported at every evalEvery-th and the last step',
  async run() {
    const maxSteps = 32;
    const trainer = smallTrainer({ ...TRAIN, maxSteps, evalEvery: 10 });
    const reports = await reportsOf(trainer);
    trainer.dispose();
    const validated = reports.filter(({ validationLoss }) => validationLoss !== undefined).map(({ step }) => step);
    assertEqual(validated, [10, 20, 30, 32], 'steps with a validation loss');
    const steps = reports.map(({ step }) => step);
    assertEqual(
      steps,
      [...steps.keys()].map((i) => i + 1),
      'steps',
    );
    const [first, last] = [reports.at(0)?.loss ?? 0, reports.at(-1)?.loss ?? 9];
    if (!(last < first - 0.5)) throw new Error(`loss went from ${first} to ${last}; a fall of 0.5 was expected`);
  },
};

const stops: Check = {
  title: 'an abort ends the run after the step at hand, and a later run goes on',
  async run() {
    const trainer = smallTrainer();
    const controller = new AbortController();
    const seen: number[] = [];
    for await (const { step } of trainer.run({ signal: controller.signal })) {
      seen.push(step);
      if (step === 3) controller.abort();
    }
    seen.push(...(await reportsOf(trainer, 5)).map(({ step }) => step));
    trainer.dispose();
    assertEqual(seen, [1, 2, 3, 4, 5], 'steps');
  },
};

const savesWhileRunning: Check = {
  title: 'a save asked for in the middle of a step holds a whole step',
  async run({ backend }) {
    const trainer = smallTrainer();
    const directory = memoryDirectory();
    const run = trainer.run();
    const [, saved] = await Promise.all([run.next(), run.next().then(() => undefined), trainer.save(directory)]).then(
      async (all) => [all, await resumeTrainer(directory)] as const,
    );
    const step = saved.step;
    const expected = (await reportsOf(saved)).map(({ loss }) => loss);
    saved.dispose();
    const rest = (await reportsOf(trainer)).map(({ loss }) => loss);
    trainer.dispose();
    assertEqual(step >= 1 && step <= 2, true, 'step of the save');
    assertClose(expected.slice(2 - step), rest, RESUME_TOLERANCE[backend], 'losses after the save');
  },
};

export const trainingChecks: readonly Check[] = [learns, exactResume, stops, savesWhileRunning];
