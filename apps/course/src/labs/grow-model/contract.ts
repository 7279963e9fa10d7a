/** What the lab asks of its worker: counting any model, and really building a small one. */
import type { BackendInfo, ByComponent } from '@glassbox/core';
import type { BackendChoice } from '../worker/contract.ts';

/** The shape that the sliders set. */
export interface Shape {
  nLayer: number;
  nHead: number;
  nEmbd: number;
  vocabSize: number;
  blockSize: number;
}

/** Counted, not built: from a toy to the largest GPT-3. */
export interface Counts {
  parameters: ByComponent;
  /** Bytes: float32 training step of one sequence, and answering with 16-bit weights. */
  training: MemoryParts;
  writing: MemoryParts;
  /** Floating-point operations for one generated token with a full context. */
  tokenFlops: number;
}

/** Bytes by what they are for; `peak` is the most at once. */
export interface MemoryParts {
  weights: number;
  gradients: number;
  moments: number;
  activations: number;
  kvCache: number;
  peak: number;
}

/** A model that was built and has learnt one step. */
export interface Built {
  /** Added up over the tensors that were made. */
  parameterCount: number;
  tensorCount: number;
  /** Bytes that the weights really take. */
  bytes: number;
  /** One training step on one sequence of random tokens, the median of several. */
  stepMs: number;
  tokensPerStep: number;
}

export interface PublishedModel extends Shape {
  name: string;
  /** As its paper rounds it. */
  publishedParameters: number;
}

export interface GrowMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  published: { params: null; event: never; result: PublishedModel[] };
  count: { params: { shape: Shape }; event: never; result: Counts };
  /** Builds, trains one step and takes it down again. */
  build: { params: { shape: Shape; seed: number }; event: never; result: Built };
}
