/**
 * The training loop, as an iterator: each round does one step and says how it went. Whoever reads the reports decides
 * about charts, pauses and saves; stopping to read is pausing.
 */
import { GlassboxError } from '@glassbox/kernels/errors';
import { createBreather } from '../foundations/breathe.ts';
import type { Directory } from '../foundations/directory.ts';
import { ConfigError } from '../foundations/errors.ts';
import { createMutex } from '../foundations/mutex.ts';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { assignWeights, copyWeights } from './best-weights.ts';
import { checkFit } from './check-fit.ts';
import { evaluateLoss } from './evaluate-loss.ts';
import { createOptimizer, type Optimizer } from './optimizer.ts';
import { afterLook, type BestStep, isFinished, NO_PROGRESS } from './progress.ts';
import { saveTraining } from './save-training.ts';
import { learningRateAt } from './schedule.ts';
import { createSpeedometer } from './speed.ts';
import { createStopwatch } from './stopwatch.ts';
import { type CompleteTrainConfig, completeTrainConfig } from './train-config.ts';
import { trainStep } from './train-step.ts';
import type { TrainerOptions, TrainerParts } from './trainer-parts.ts';

/** How one step went. */
export interface TrainReport {
  /** Steps done so far. */
  readonly step: number;
  /** Nats per counted token on this step's batch, before the update. */
  readonly loss: number;
  /** Nats per counted token on the validation part, if there is one, after the update; at every evalEvery-th step and the last. */
  readonly validationLoss?: number;
  /** The lowest validation loss so far; there with every validation loss. */
  readonly best?: BestStep;
  /** There when early stopping ends the run with this step. */
  readonly stopped?: true;
  readonly learningRate: number;
  /** Length of all gradients together, before clipping. */
  readonly gradNorm: number;
  /** Over the latest steps, pauses and validation left out. */
  readonly tokensPerSecond: number;
  /** Places of all batches so far, padding included. */
  readonly tokensSeen: number;
  /** Time spent computing since step 0 (ms), validation and earlier sessions included; pauses and a sleep of the machine left out. */
  readonly elapsedMs: number;
}

/** When a run ends before its last step. */
export interface RunOptions {
  /** Ends the run after the step at hand, without throwing. */
  readonly signal?: AbortSignal;
  /** Ends the run after this step; default: maxSteps. */
  readonly untilStep?: number;
}

/** A run that can be stopped, saved and gone on with; it owns the model and the optimizer, and frees both with `dispose`. */
export interface Trainer<Model extends LanguageModel = Gpt> {
  /** Steps done so far. */
  readonly step: number;
  /** Whether all steps are done, or early stopping has ended the run. */
  readonly finished: boolean;
  readonly config: CompleteTrainConfig;
  readonly model: Model;
  /** Throws a ConfigError if the trainer was made without one. */
  readonly tokenizer: Tokenizer;
  /**
   * Yields one report per step until maxSteps, an early stop, `untilStep` or an abort; may be called again to go on.
   * Throws a TrainingError when the loss is no longer a finite number.
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
export function createTrainer<Model extends LanguageModel = Gpt>(options: TrainerOptions<Model>): Trainer<Model> {
  return trainerOfParts(firstParts(options));
}

/** Yields the reports of a whole run over new or given parts: `createTrainer(options).run(options)`, freeing the optimizer at the end. */
export async function* pretrain<Model extends LanguageModel = Gpt>(
  options: TrainerOptions<Model> & RunOptions,
): AsyncGenerator<TrainReport, void> {
  const parts = firstParts(options);
  try {
    yield* trainerOfParts(parts).run(options);
  } finally {
    parts.optimizer.dispose();
  }
}

/** Returns a trainer that goes on where its parts stand. */
export function trainerOfParts<Model extends LanguageModel>(parts: TrainerParts<Model>): Trainer<Model> {
  const { model, tokenizer, config, optimizer, data } = parts;
  const exclusive = createMutex();
  const speed = createSpeedometer();
  const stepWatch = createStopwatch();
  const lookWatch = createStopwatch();
  let { progress, best } = parts;
  let diverged: TrainingError | undefined;

  async function advance(): Promise<TrainReport> {
    const start = performance.now();
    const learningRate = learningRateAt(progress.step, config);
    const step = progress.step + 1;
    const batches = Array.from({ length: config.accumulationSteps }, () => data.next());
    const tokens = batches.reduce((sum, { inputs }) => sum + inputs.length, 0);
    const dropoutSeed = mixSeed(parts.seed, step);
    const result = trainStep(model, optimizer, batches, { step, learningRate, gradClip: config.gradClip, dropoutSeed });
    const [loss, gradNorm] = await readPair(result);
    const stepMs = stepWatch.count(performance.now() - start);
    if (!Number.isFinite(loss)) {
      diverged = divergedAt(step, loss);
      throw diverged;
    }
    progress = { ...progress, step, tokensSeen: progress.tokensSeen + tokens };
    const looks = step % config.evalEvery === 0 || step === config.maxSteps;
    const lookStart = performance.now();
    const look = looks ? await lookAtValidation() : {};
    const lookMs = looks ? lookWatch.count(performance.now() - lookStart) : 0;
    progress = { ...progress, elapsedMs: progress.elapsedMs + stepMs + lookMs };
    const { tokensSeen, elapsedMs, stopped } = progress;
    const tokensPerSecond = speed.add(tokens, stepMs);
    const report = { step, tokensSeen, elapsedMs, loss, learningRate, gradNorm, tokensPerSecond, ...look };
    return stopped ? { ...report, stopped } : report;
  }

  async function lookAtValidation(): Promise<Pick<TrainReport, 'validationLoss' | 'best'>> {
    const held = data.validation(config.evalBatches);
    if (held.length === 0) return {};
    const { loss: validationLoss } = await evaluateLoss(model, held);
    progress = afterLook(progress, validationLoss, config);
    if (config.keepBest && progress.best?.step === progress.step) best = await copyWeights(optimizer.parameters);
    if (best && isFinished(progress, config)) assignWeights(optimizer.parameters, best);
    return { validationLoss, ...(progress.best && { best: progress.best }) };
  }

  return {
    get step() {
      return progress.step;
    },
    get finished() {
      return isFinished(progress, config);
    },
    config,
    model,
    get tokenizer() {
      return tokenizer ?? failWithoutTokenizer();
    },
    async *run({ signal, untilStep = config.maxSteps } = {}) {
      const breathe = createBreather();
      while (progress.step < untilStep && !isFinished(progress, config) && !signal?.aborted) {
        yield await exclusive(advance);
        await breathe();
      }
    },
    save: (directory) =>
      exclusive(async () => {
        if (diverged) throw diverged; // the weights are no numbers any more: keep the earlier save
        await saveTraining({ ...parts, progress, ...(best && { best }) }, directory);
      }),
    dispose() {
      optimizer.dispose();
      model.dispose();
    },
  };
}

function firstParts<Model extends LanguageModel>({
  trainable,
  ...options
}: TrainerOptions<Model>): TrainerParts<Model> & { readonly optimizer: Optimizer } {
  const config = completeTrainConfig(options.config);
  checkFit(options, config);
  const parameters = trainedParameters(options.model, trainable);
  return { ...options, config, optimizer: createOptimizer(parameters, config), progress: NO_PROGRESS };
}

function trainedParameters({ parameters }: LanguageModel, trainable: (name: string) => boolean = () => true) {
  const trained = new Map([...parameters].filter(([name]) => trainable(name)));
  if (trained.size > 0) return trained;
  throw new ConfigError(
    `train: trainable chose none of ${parameters.size} parameters; at least one was needed; ` +
      `names are such as ${JSON.stringify(parameters.keys().next().value)}.`,
    'trainable',
  );
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

function failWithoutTokenizer(): never {
  throw new ConfigError(
    'trainer: it was made without a tokenizer; one was needed here; pass it to createTrainer.',
    'tokenizer',
  );
}
