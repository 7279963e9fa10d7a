/** What a trainer needs of a model: parameters and a loss. A GPT has them, a BERT, and a GPT that trains adapters only. */
import type { Scalar, Variable } from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batch-source.ts';

/** How a loss is computed. */
export interface LanguageModelLossOptions {
  /** Turns the configured dropout on, with this seed; without it the loss is that of the whole network. */
  readonly dropoutSeed?: number;
  /** shape [B·T]: 1 for a token, 0 for padding that no token may look at. Left out: no padding. */
  readonly mask?: Uint8Array;
}

/** Anything with parameters and a loss. */
export interface LanguageModel {
  /** What is trained, by name; the model owns them. */
  readonly parameters: ReadonlyMap<string, Variable>;
  /** Where known: how many tokens there are, and the longest context. A trainer checks its data against them. */
  readonly config?: { readonly vocabSize?: number; readonly blockSize?: number };
  /**
   * Mean nats per counted target, with a gradient; targets of −1 do not count. `inputs` and `targets` are [B·T]; the
   * caller disposes the result. Throws ShapeError on wrong lengths or ids.
   */
  loss(inputs: Int32Array, targets: Int32Array, shape: BatchShape, options?: LanguageModelLossOptions): Scalar;
  /** Frees every parameter; twice is harmless. */
  dispose(): void;
}
