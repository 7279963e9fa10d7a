/** Fine-tuning: a model that has learnt already goes on with new data, in smaller steps, in all layers or in some. */
import type { Gpt } from '../model/gpt.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { TrainConfig } from './train-config.ts';
import { createTrainer, type Trainer } from './trainer.ts';
import type { TrainerOptions } from './trainer-parts.ts';

/** What is fine-tuned, on what, how long. */
export interface FineTuneOptions<Model extends LanguageModel = Gpt> extends Omit<TrainerOptions<Model>, 'config'> {
  readonly maxSteps: number;
  /** Any other setting, in place of its default below. */
  readonly config?: Partial<TrainConfig>;
}

/** A fifth of what our models are pre-trained with: enough to learn, too little to forget at once. */
const LEARNING_RATE = 2e-4;
const WARMUP_SHARE = 0.05;
const LOOKS = 10;

/**
 * Returns a trainer for a model that was trained before; the caller disposes it, and with it the model. Defaults: learning
 * rate 2e-4 falling to a tenth, 5 % of the steps as warm-up, weight decay 0.01, β₂ 0.999 and gradients clipped at 1; ten
 * looks at the validation part.
 *
 * @param options.trainable such as `(name) => !name.includes('.wte.')`: the other parameters stay frozen
 * @throws ConfigError if a setting is out of range or the data does not fit the model
 * @see Howard & Ruder 2018, arXiv:1801.06146, section 3.2 (small rates with a warm-up; freezing layers)
 * @example for await (const report of fineTune({ model, data, maxSteps: 200, seed: 1 }).run()) console.log(report.loss);
 */
export function fineTune<Model extends LanguageModel = Gpt>(options: FineTuneOptions<Model>): Trainer<Model> {
  const { maxSteps, config = {}, ...parts } = options;
  const learningRate = config.learningRate ?? LEARNING_RATE;
  const defaults: TrainConfig = {
    batchSize: parts.data.batchSize,
    maxSteps,
    learningRate,
    minLearningRate: learningRate / 10,
    warmupSteps: Math.ceil(WARMUP_SHARE * maxSteps),
    beta2: 0.999,
    weightDecay: 0.01,
    gradClip: 1,
    evalEvery: Math.max(1, Math.floor(maxSteps / LOOKS)),
  };
  return createTrainer<Model>({ ...parts, config: { ...defaults, ...config } });
}
