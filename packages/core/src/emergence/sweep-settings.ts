/** What a sweep varies and what it holds still, checked once; plain JSON, so that a results file says how it was made. */
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { completeGptConfig, type GptConfig } from '../model/gpt-config.ts';
import { completeTrainConfig } from '../train/train-config.ts';
import { createTask, type TaskSpec } from './tasks/create-task.ts';
import type { Task } from './tasks/task.ts';

/** One model of the family; vocabulary and context are the task's. */
export interface SweepSize {
  /** Names the size in results; different for every size. */
  readonly name: string;
  readonly nLayer: number;
  readonly nHead: number;
  readonly nEmbd: number;
}

/** A whole sweep: what is learned, by which models, and how. */
export interface SweepSettings {
  readonly task: TaskSpec;
  /** From small to large, as a chart shows them. */
  readonly sizes: readonly SweepSize[];
  /** One run per size and seed. A seed decides weights and batches; the batches are the same for every size. */
  readonly seeds: readonly number[];
  /** When to measure, in training steps, rising; the last ends the run. 0 measures the untrained model. */
  readonly steps: readonly number[];
  /** Rows per step. */
  readonly batchSize: number;
  /** The highest learning rate, after the warm-up. */
  readonly learningRate: number;
  /** Where the cosine ends. Default: a tenth of learningRate; the same as learningRate keeps it constant. */
  readonly minLearningRate?: number;
  /** Default 100. */
  readonly warmupSteps?: number;
  /** Default 0.99. */
  readonly beta2?: number;
  /** λ of AdamW. Default 0.1. */
  readonly weightDecay?: number;
  /** The longest gradient; 0: no limit. Default 1. */
  readonly gradClip?: number;
  /** Test cases per measurement. Default 256. */
  readonly testCount?: number;
  /** Which test cases; the same for all runs. Default 0. */
  readonly testSeed?: number;
}

/**
 * Returns the settings with their defaults filled in.
 *
 * @throws ConfigError naming the first field that is out of range
 */
export function completeSweepSettings(settings: SweepSettings): Required<SweepSettings> {
  const complete = {
    minLearningRate: settings.learningRate / 10,
    warmupSteps: 100,
    beta2: 0.99,
    weightDecay: 0.1,
    gradClip: 1,
    testCount: 256,
    testSeed: 0,
    ...settings,
  };
  const task = createTask(complete.task);
  checkWhole('sweep', 'testCount', complete.testCount, 1);
  checkWhole('sweep', 'testSeed', complete.testSeed);
  checkSteps(complete.steps);
  checkDistinct('seeds', complete.seeds);
  checkDistinct(
    'sizes',
    complete.sizes.map(({ name }) => name),
  );
  for (const size of complete.sizes) completeGptConfig(gptConfigOf(size, task));
  completeTrainConfig(trainConfigOf(complete));
  return complete;
}

/** The whole shape of the model of one size. */
export function gptConfigOf({ nLayer, nHead, nEmbd }: SweepSize, { vocabSize, blockSize }: Task): GptConfig {
  return { vocabSize, blockSize, nLayer, nHead, nEmbd, dropout: 0 };
}

/** The training settings of every run. */
export function trainConfigOf(settings: Required<SweepSettings>) {
  const { batchSize, learningRate, minLearningRate, warmupSteps, beta2, weightDecay, gradClip, steps } = settings;
  const maxSteps = Math.max(1, ...steps);
  return {
    ...{ batchSize, learningRate, minLearningRate, warmupSteps, beta1: 0.9, beta2, weightDecay, gradClip },
    maxSteps,
    evalEvery: maxSteps,
  };
}

function checkSteps(steps: readonly number[]): void {
  const rising = steps.every((step, i) => Number.isInteger(step) && step > (steps[i - 1] ?? -1));
  if (steps.length > 0 && rising) return;
  throw new ConfigError(
    `sweep: steps are [${steps.join(', ')}]; at least one whole number from 0 up, each larger than the last, was needed; ` +
      'sort them and leave repeats out.',
    'steps',
  );
}

function checkDistinct(field: string, values: readonly (string | number)[]): void {
  const distinct = new Set(values).size === values.length;
  if (values.length > 0 && distinct && values.every((value) => typeof value === 'string' || Number.isInteger(value))) {
    return;
  }
  throw new ConfigError(
    `sweep: ${field} are [${values.join(', ')}]; at least one, all different, was needed; leave repeats out.`,
    field,
  );
}
