/**
 * The training loop, as an iterator: each round does one step and says how it went. Whoever reads the reports decides
 * about charts, pauses and saves; stopping to read is pausing.
 */
import { GlassboxError } from '@glassbox/kernels';
import { createBreather } from '../foundations/breathe.ts';
import type { Directory } from '../foundations/directory.ts';
import { ConfigError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { createMutex } from './mutex.ts';
import { createOptimizer } from './optimizer.ts';
import { saveTraining } from './save-training.ts';
import { learningRateAt } from './schedule.ts';
import { createSpeedometer } from './speed.ts';
import { completeTrainConfig, type TrainConfig } from './train-config.ts';
import { meanLoss, trainStep } from './train-step.ts';
import type { TrainerOptions, TrainerParts } from './trainer-parts.ts';

export interface TrainReport {
  /** Steps done so far. */
  readonly step: number;
  /** Nats per token on this step's batch, before the update. */
  readonly loss: number;
  /** Nats per token on the validation part, after the update; at every evalEvery-th step and the last. */
  readonly validationLoss?: number;
  readonly learningRate: number;
  /** Length of all gradients together, before clipping. */
  readonly gradNorm: number;
  /** Over the latest steps, pauses and validation left out. */
  readonly tokensPerSecond: number;
  readonly tokensSeen: number;
  /** Time spent computing since step 0, validation and earlier sessions included, pauses left out. */
  readonly elapsedMs: number;
}

export interface RunOptions {
  /** Ends the run after the step at hand, without throwing. */
  readonly signal?: AbortSignal;
  /** Ends the run after this step; default: maxSteps. */
  readonly untilStep?: number;
}

export interface Trainer {
  /** Steps done so far. */
  readonly step: number;
  readonly config: Required<TrainConfig>;
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  /**
   * Yields one report per step until maxSteps, `untilStep` or an abort; may be called again to go on. Throws a
   * TrainingError when the loss is no longer a finite number.
   */
  run(options?: RunOptions): AsyncGenerator<TrainReport, void>;
  /** Writes the model in Hugging Face layout and all that an exact resume needs; safe while running and at a crash. */
  save(directory: Directory): Promise<void>;
  /** Frees the model and the optimizer. */
  dispose(): void;
}

/** Training ran into numbers that no further step can mend. */
export class TrainingError extends GlassboxError {
  readonly code = 'training';
}

/**
 * Returns a trainer at step 0; the caller disposes it, and with it the model.
 *
 * @throws ConfigError if a setting is out of range or the data does not fit the model
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const config = completeTrainConfig(options.config);
  checkFit(options, config);
  return trainerOfParts({
    ...options,
    config,
    optimizer: createOptimizer(options.model.parameters, config),
    progress: { step: 0, tokensSeen: 0, elapsedMs: 0 },
  });
}

/** Yields the reports of a whole run over new or given parts: `createTrainer(options).run(options)`, freeing the optimizer at the end. */
export async function* pretrain(options: TrainerOptions & RunOptions): AsyncGenerator<TrainReport, void> {
  const config = completeTrainConfig(options.config);
  checkFit(options, config);
  const optimizer = createOptimizer(options.model.parameters, config);
  const progress = { step: 0, tokensSeen: 0, elapsedMs: 0 };
  try {
    yield* trainerOfParts({ ...options, config, optimizer, progress }).run(options);
  } finally {
    optimizer.dispose();
  }
}

/** Returns a trainer that goes on where its parts stand. */
export function trainerOfParts(parts: TrainerParts): Trainer {
  const { model, tokenizer, config, optimizer } = parts;
  const exclusive = createMutex();
  const speed = createSpeedometer();
  let progress = parts.progress;
  let diverged: TrainingError | undefined;

  async function advance(breathe: () => Promise<void>): Promise<TrainReport> {
    const start = performance.now();
    const learningRate = learningRateAt(progress.step, config);
    const step = progress.step + 1;
    const batch = parts.data.next();
    const dropoutSeed = mixSeed(parts.seed, step);
    const result = trainStep(model, optimizer, batch, { step, learningRate, gradClip: config.gradClip, dropoutSeed });
    const [loss, gradNorm] = await readPair(result);
    const stepMs = performance.now() - start;
    if (!Number.isFinite(loss)) {
      diverged = divergedAt(step, loss);
      throw diverged;
    }
    const validates = step % config.evalEvery === 0 || step === config.maxSteps;
    const validationLoss = validates
      ? await meanLoss(model, parts.data.validation(config.evalBatches), breathe)
      : undefined;
    progress = {
      step,
      tokensSeen: progress.tokensSeen + batch.inputs.length,
      elapsedMs: progress.elapsedMs + performance.now() - start,
    };
    const tokensPerSecond = speed.add(batch.inputs.length, stepMs);
    const report = { ...progress, loss, learningRate, gradNorm, tokensPerSecond };
    return validationLoss === undefined ? report : { ...report, validationLoss };
  }

  return {
    get step() {
      return progress.step;
    },
    config,
    model,
    tokenizer,
    async *run({ signal, untilStep = config.maxSteps } = {}) {
      const breathe = createBreather();
      const last = Math.min(untilStep, config.maxSteps);
      while (progress.step < last && !signal?.aborted) {
        yield await exclusive(() => advance(breathe));
        await breathe();
      }
    },
    save: (directory) =>
      exclusive(async () => {
        if (diverged) throw diverged; // the weights are no numbers any more: keep the earlier save
        await saveTraining({ ...parts, progress }, directory);
      }),
    dispose() {
      optimizer.dispose();
      model.dispose();
    },
  };
}

async function readPair(pair: { data(): Promise<ArrayLike<number>>; dispose(): void }): Promise<[number, number]> {
  try {
    const [first = Number.NaN, second = Number.NaN] = Array.from(await pair.data());
    return [first, second];
  } finally {
    pair.dispose();
  }
}

function divergedAt(step: number, loss: number): TrainingError {
  return new TrainingError(
    `training: the loss is ${loss} at step ${step}; a finite number was needed; ` +
      'lower learningRate, lengthen warmupSteps or set gradClip to 1, and start again or from an earlier save.',
  );
}

function checkFit({ model, tokenizer, data }: TrainerOptions, config: Required<TrainConfig>): void {
  if (data.blockSize > model.config.blockSize) {
    throw new ConfigError(
      `train: the data has windows of ${data.blockSize} tokens; at most the model's blockSize, ${model.config.blockSize}, ` +
        'was needed; make the batches with it.',
      'blockSize',
    );
  }
  if (data.batchSize !== config.batchSize) {
    throw new ConfigError(
      `train: batchSize is ${config.batchSize}; ${data.batchSize}, as in the data, was needed; use one value for both.`,
      'batchSize',
    );
  }
  if (tokenizer.vocabSize > model.config.vocabSize) {
    throw new ConfigError(
      `train: the tokenizer has ${tokenizer.vocabSize} tokens; at most the model's vocabSize, ${model.config.vocabSize}, ` +
        'was needed; make the model with tokenizer.vocabSize.',
      'vocabSize',
    );
  }
}
