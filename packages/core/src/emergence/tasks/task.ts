/**
 * What a sweep's models learn. A task knows three things: which tokens it speaks, how batch number k of a seed looks,
 * and how a model is measured on cases that no batch holds. Everything is drawn from seeds, so a run is repeatable and
 * batch k is all that an exact resume needs.
 */
import type { Batch } from '../../data/batch-source.ts';
import type { Gpt } from '../../model/gpt.ts';

/** Named numbers of one model at one step, such as `{ exactMatch: 0.5, tokenAccuracy: 0.84 }`; JSON-safe. */
export type Measures = Readonly<Record<string, number>>;

/** On which test cases a model is measured. */
export interface MeasureOptions {
  /** Which test cases are drawn; the same seed gives every model of a sweep the same ones. */
  readonly seed: number;
  /** Questions or sequences to measure on. */
  readonly count: number;
  readonly signal?: AbortSignal;
}

/** Something to learn, with endless seeded batches and a measure. */
export interface Task {
  readonly vocabSize: number;
  /** Tokens of the longest row; the models' blockSize. */
  readonly blockSize: number;
  /** Batch number `index` of a seed: the same rows each time. Targets of -1 do not count. */
  batch(place: { readonly seed: number; readonly index: number; readonly batchSize: number }): Batch;
  /** Measures a model on unseen cases; it allocates no tensor that outlives the call. */
  measure(model: Gpt, options: MeasureOptions): Promise<Measures>;
}
