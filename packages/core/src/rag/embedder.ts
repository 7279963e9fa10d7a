/** Texts to vectors whose cosine says how alike their meanings are. Any model can stand behind this interface. */

/** What the texts of a call are. */
export interface EmbedOptions {
  /** Some models want to know; ours does not. */
  readonly kind: 'query' | 'passage';
  readonly signal?: AbortSignal;
}

/** Anything that turns texts into vectors. */
export interface Embedder {
  /** Names model and version: vectors of different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /** One vector per text, in order, each `dimensions` long. An empty list costs nothing. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
  /** The vector of one word, at once: only for embedders that live here and are fast. Words alike then count as evidence. */
  embedWord?(word: string): Float32Array;
}
