/** What the mitigation bench is told, and what it tells. */
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Language } from '../world/relations.ts';
import type { World } from '../world/world.ts';
import type { AnswerRecord } from './ask.ts';
import type { Calibration } from './calibration.ts';
import type { Forgetting } from './forgetting.ts';
import type { GroupRates } from './rates.ts';
import type { Remedies, RemedyName } from './remedies.ts';
import type { TrainingProgress } from './train-remedies.ts';

/** A model, a world, and which remedies are switched on. */
export interface ExperimentOptions {
  /** Stays as it is and the caller's to dispose: remedies that train work on a copy. */
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  readonly world: World;
  /** The most tokens per answer. Default 24. */
  readonly maxTokens?: number;
  /** Default `zh`. */
  readonly language?: Language;
  /** What is switched on; default: nothing, which measures the model as it is. */
  readonly remedies?: Remedies;
  /** At most so many questions per group, spread evenly over split `test`. Default 60. */
  readonly questionsPerGroup?: number;
  readonly seed: number;
  /** Ends the experiment soon, without a result and without throwing. */
  readonly signal?: AbortSignal;
}

/** What remedies cost. */
export interface Cost {
  /** Means per question. */
  readonly promptTokens: number;
  readonly writtenTokens: number;
  readonly answerMs: number;
  /** Once, before the first question. */
  readonly trainingTokens: number;
  readonly trainingMs: number;
}

/** One line of the table: a model with some remedies. */
export interface ExperimentRow {
  readonly remedies: readonly RemedyName[];
  readonly groups: readonly GroupRates[];
  /** Of confidence against right answers, over known and withheld questions that were answered. */
  readonly calibration: Calibration;
  readonly cost: Cost;
  /** Of the sentences of pre-training, against the model as it was. */
  readonly forgetting: Forgetting;
  /** Where `confidenceThreshold` is on: what it came to. */
  readonly threshold?: number;
  readonly answers: readonly AnswerRecord[];
}

/** What the experiment yields: progress, then one result. */
export type ExperimentReport =
  | {
      readonly kind: 'asking';
      readonly of: 'baseline' | 'remedied' | 'calibration';
      readonly done: number;
      readonly total: number;
    }
  | ({ readonly kind: 'training'; readonly remedy: RemedyName } & TrainingProgress)
  | { readonly kind: 'result'; readonly baseline: ExperimentRow; readonly remedied: ExperimentRow };
