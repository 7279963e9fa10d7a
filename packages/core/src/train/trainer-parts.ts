/** What a trainer is made of; what a checkpoint holds. */
import type { BatchSource } from '../data/batch-source.ts';
import type { Gpt } from '../model/gpt.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { BestWeights } from './best-weights.ts';
import type { Optimizer } from './optimizer.ts';
import type { Progress } from './progress.ts';
import type { CompleteTrainConfig, TrainConfig } from './train-config.ts';

/** What a trainer is made of. */
export interface TrainerOptions<Model extends LanguageModel = Gpt> {
  /** Belongs to the trainer from now on: it disposes it. */
  readonly model: Model;
  /** Saved beside the model; a run on bare numbers needs none. */
  readonly tokenizer?: Tokenizer;
  readonly data: BatchSource;
  readonly config: TrainConfig;
  /** Of dropout; the model and the data have their own. */
  readonly seed: number;
  /** Which parameters are trained, by name; the others stay as they are. Default: all. */
  readonly trainable?: (name: string) => boolean;
}

/** A trainer’s parts with their state. */
export interface TrainerParts<Model extends LanguageModel = Gpt>
  extends Omit<TrainerOptions<Model>, 'config' | 'trainable'> {
  readonly config: CompleteTrainConfig;
  readonly optimizer: Optimizer;
  readonly progress: Progress;
  readonly best?: BestWeights;
}
