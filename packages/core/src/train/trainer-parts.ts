/** What a trainer is made of; what a checkpoint holds. */
import type { Batches } from '../data/batches.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Optimizer } from './optimizer.ts';
import type { TrainConfig } from './train-config.ts';

export interface TrainerOptions {
  /** Belongs to the trainer from now on: it disposes it. */
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  readonly data: Batches;
  readonly config: TrainConfig;
  /** Of dropout; the model and the data have their own. */
  readonly seed: number;
}

/** How far a run has come; JSON-safe. */
export interface Progress {
  readonly step: number;
  readonly tokensSeen: number;
  readonly elapsedMs: number;
}

export interface TrainerParts extends TrainerOptions {
  readonly config: Required<TrainConfig>;
  readonly optimizer: Optimizer;
  readonly progress: Progress;
}
