/** The settings of a training run, checked once when a trainer is made. */
import { ConfigError } from '../foundations/errors.ts';

/** The settings of a run; `PRESETS` holds some that work. */
export interface TrainConfig {
  /** Windows per step, B; with accumulation, per micro-batch. */
  readonly batchSize: number;
  readonly maxSteps: number;
  /** The highest learning rate, reached after the warm-up. */
  readonly learningRate: number;
  /** Where the cosine ends, at maxSteps. */
  readonly minLearningRate: number;
  readonly warmupSteps: number;
  /** Decay of the mean of gradients. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients. */
  readonly beta2: number;
  /** λ of AdamW; acts on matrices only, never on biases and gains. */
  readonly weightDecay: number;
  /** The longest gradient allowed; 0 leaves gradients as they are. */
  readonly gradClip: number;
  /** Steps between two looks at the validation part. */
  readonly evalEvery: number;
  /** At most this many batches per look. Default 20. */
  readonly evalBatches?: number;
  /** Batches per step, whose gradients are added up as if they were one batch. Default 1. */
  readonly accumulationSteps?: number;
  /** Ends the run when the validation loss no longer falls. Default: never. */
  readonly earlyStop?: EarlyStop;
  /** At the end of the run the model gets the weights of its lowest validation loss. Default false. */
  readonly keepBest?: boolean;
}

/** When a run that no longer gets better ends. */
export interface EarlyStop {
  /** How many looks in a row may pass without a new best. */
  readonly patience: number;
  /** By how much, in nats, a loss must lie below the best one to be a new best. Default 0. */
  readonly minDelta?: number;
}

/** A configuration with its defaults filled in. */
export type CompleteTrainConfig = Required<Omit<TrainConfig, 'earlyStop'>> & {
  readonly earlyStop?: Required<EarlyStop>;
};

type Rule = readonly [needed: string, holds: (value: number) => boolean];

const WHOLE_FROM_1: Rule = ['a whole number from 1 up', (value) => Number.isInteger(value) && value >= 1];
const WHOLE_FROM_0: Rule = ['a whole number from 0 up', (value) => Number.isInteger(value) && value >= 0];
const FROM_0: Rule = ['a number from 0 up', (value) => Number.isFinite(value) && value >= 0];
const ABOVE_0: Rule = ['a number above 0', (value) => Number.isFinite(value) && value > 0];
const BELOW_1: Rule = ['a number from 0 up to, but not, 1', (value) => value >= 0 && value < 1];

const RULES: Readonly<Record<Exclude<keyof TrainConfig, 'earlyStop' | 'keepBest'>, Rule>> = {
  batchSize: WHOLE_FROM_1,
  maxSteps: WHOLE_FROM_1,
  learningRate: ABOVE_0,
  minLearningRate: FROM_0,
  warmupSteps: WHOLE_FROM_0,
  beta1: BELOW_1,
  beta2: BELOW_1,
  weightDecay: FROM_0,
  gradClip: FROM_0,
  evalEvery: WHOLE_FROM_1,
  evalBatches: WHOLE_FROM_1,
  accumulationSteps: WHOLE_FROM_1,
};

/**
 * Returns the configuration with its defaults filled in.
 *
 * @throws ConfigError naming the first field that is out of range
 */
export function completeTrainConfig({ earlyStop, ...config }: TrainConfig): CompleteTrainConfig {
  const complete = { beta1: 0.9, evalBatches: 20, accumulationSteps: 1, keepBest: false, ...config };
  for (const [field, rule] of Object.entries(RULES)) check(field, complete[field as keyof typeof RULES], rule);
  if (complete.minLearningRate > complete.learningRate) {
    throw new ConfigError(
      `train: minLearningRate is ${complete.minLearningRate}; at most learningRate, ${complete.learningRate}, was needed; ` +
        'a tenth of it is usual.',
      'minLearningRate',
    );
  }
  if (!earlyStop) return complete;
  const { patience, minDelta = 0 } = earlyStop;
  check('earlyStop.patience', patience, WHOLE_FROM_1);
  check('earlyStop.minDelta', minDelta, FROM_0);
  return { ...complete, earlyStop: { patience, minDelta } };
}

function check(field: string, value: number, [needed, holds]: Rule): void {
  if (holds(value)) return;
  throw new ConfigError(`train: ${field} is ${String(value)}; ${needed} was needed; change the configuration.`, field);
}
