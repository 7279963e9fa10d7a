/**
 * What a trainer learns from: numbered batches. Batch number k of a seed is always the same, so the seed and the
 * cursor k are all the random state that an exact resume needs.
 */

/** [B, T] */
export type BatchShape = readonly [number, number];

/** A target with this id counts neither in the loss nor in the gradient. */
export const NOT_COUNTED = -1;

/** What one pass of a model works on: B rows of T tokens, and what is asked of it. */
export interface Batch {
  /** [B·T], row-major */
  readonly inputs: Int32Array;
  /** shape [B·T]: what the model should say at each place; −1 where nothing is asked. For a classifier [B]: each row's label. */
  readonly targets: Int32Array;
  readonly shape: BatchShape;
  /** shape [B·T]: 1 for a token, 0 for padding; for models that look both ways. Left out: no padding that could be seen. */
  readonly mask?: Uint8Array;
}

/** Where a data source stands; JSON-safe. */
export interface BatchesState {
  readonly seed: number;
  /** How many batches were drawn. */
  readonly cursor: number;
}

/** A seeded, endless supply of batches, and a part that is never trained on. */
export interface BatchSource {
  /** Rows per batch, B. */
  readonly batchSize: number;
  /** The longest row, T; a batch may be narrower. */
  readonly blockSize: number;
  readonly state: BatchesState;
  /** The next training batch; there is always one. */
  next(): Batch;
  /** The same at most `count` batches each time, from what is never trained on. */
  validation(count: number): Batch[];
  /** Continues where `state` was taken. */
  restore(state: BatchesState): void;
  /** What `sourceOfStored` builds the source again from. A source without it can be trained on, but not saved. */
  stored?(): StoredSource;
}

/** A data source as it is kept in a checkpoint: plain settings and lists of whole numbers. */
export interface StoredSource {
  readonly kind: 'corpus' | 'examples' | 'labelled' | 'masked';
  /** JSON-safe. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What never changes while training: tokens, lengths, which count. */
  readonly lists: Readonly<Record<string, Int32Array>>;
}

/** Returns how many targets count. */
export function countedTargets(targets: Int32Array): number {
  return targets.reduce((count, target) => (target === NOT_COUNTED ? count : count + 1), 0);
}
