/** Signatures agreed on; the bodies follow. */
import type * as tf from '@tensorflow/tfjs-core';
import type { BackendInfo, BackendName } from './foundations/backend.ts';
import type { Directory } from './foundations/directory.ts';
import type { GptConfig } from './model/gpt-config.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

export interface BackendOptions {
  /** 'auto' (default): the first of webgpu, wasm, cpu that works. A name: that one, then those after it. */
  readonly prefer?: BackendName | 'auto';
  /** Where tfjs' wasm files are: a folder URL ending in '/', or one URL per file name. Needed in bundled pages; Node finds its own. */
  readonly wasmPaths?: string | Readonly<Record<string, string>>;
  /** Where the module of @glassbox/kernels is, when it cannot be found beside its script. */
  readonly kernelsWasmUrl?: string;
  /** Called once if the GPU is taken away later (driver reset, sleep). Save what you can and select again. */
  readonly onLost?: (reason: string) => void;
}
export declare function selectBackend(options?: BackendOptions): Promise<BackendInfo>;

export declare function charTokenizer(text: string): Tokenizer;
export declare function tokenizerFromJson(json: unknown): Tokenizer;

/** [B, T] */
export type BatchShape = readonly [number, number];
export interface Gpt {
  readonly config: Required<GptConfig>;
  /** By Hugging Face name: `transformer.wte.weight`, `transformer.h.0.attn.c_attn.weight`, … */
  readonly parameters: ReadonlyMap<string, tf.Variable>;
  readonly parameterCount: number;
  /** Logits [B,T,V] of tokenIds [B·T]; the caller disposes. */
  forward(tokenIds: Int32Array, shape: BatchShape): tf.Tensor3D;
  /** Logits [B,V] after the last position only; the caller disposes. */
  lastLogits(tokenIds: Int32Array, shape: BatchShape): tf.Tensor2D;
  /** Mean nats per token; targets of -1 do not count. The caller disposes. */
  loss(inputs: Int32Array, targets: Int32Array, shape: BatchShape, options?: { dropoutSeed?: number }): tf.Scalar;
  dispose(): void;
}
export declare function createGpt(config: GptConfig, options: { seed: number }): Gpt;

export interface Batch {
  /** [B·T] */
  readonly inputs: Int32Array;
  /** [B·T], the inputs moved on by one */
  readonly targets: Int32Array;
  readonly shape: BatchShape;
}
/** JSON-safe. */
export interface BatchesState {
  readonly seed: number;
  readonly cursor: number;
}
export interface Batches {
  readonly trainTokenIds: Int32Array;
  readonly validationTokenIds: Int32Array;
  readonly batchSize: number;
  readonly blockSize: number;
  readonly state: BatchesState;
  next(): Batch;
  /** The same `count` batches each time, spread evenly over the validation part. */
  validation(count: number): Batch[];
  restore(state: BatchesState): void;
}
export interface BatchesOptions {
  readonly batchSize: number;
  readonly blockSize: number;
  readonly seed: number;
  readonly validationFraction?: number;
}
export declare function batches(tokenIds: Int32Array, options: BatchesOptions): Batches;

export interface TrainConfig {
  readonly batchSize: number;
  readonly maxSteps: number;
  readonly learningRate: number;
  readonly minLearningRate: number;
  readonly warmupSteps: number;
  readonly beta1?: number;
  readonly beta2: number;
  readonly weightDecay: number;
  readonly gradClip: number;
  readonly evalEvery: number;
  readonly evalBatches?: number;
}
export interface TrainReport {
  /** Steps done so far. */
  readonly step: number;
  /** Nats per token on this step's batch. */
  readonly loss: number;
  /** Nats per token on the validation part; on every evalEvery-th step and the last. */
  readonly validationLoss?: number;
  readonly learningRate: number;
  readonly gradNorm: number;
  readonly tokensPerSecond: number;
  readonly tokensSeen: number;
  readonly elapsedMs: number;
}
export interface Trainer {
  readonly step: number;
  readonly config: Required<TrainConfig>;
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  /** Yields one report per step; ends at maxSteps, at untilStep, or soon after the signal aborts (without throwing). May be called again. */
  run(options?: { signal?: AbortSignal; untilStep?: number }): AsyncGenerator<TrainReport, void>;
  /** Writes model, tokenizer and all that an exact resume needs. */
  save(directory: Directory): Promise<void>;
  /** Frees the model and the optimizer. */
  dispose(): void;
}
export interface TrainerOptions {
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  readonly data: Batches;
  readonly config: TrainConfig;
  readonly seed: number;
}
export declare function createTrainer(options: TrainerOptions): Trainer;
export declare function resumeTrainer(directory: Directory): Promise<Trainer>;
export declare function pretrain(
  options: TrainerOptions & { readonly signal?: AbortSignal; readonly untilStep?: number },
): AsyncGenerator<TrainReport, void>;

export interface SamplingOptions {
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
}
export interface GenerateOptions extends SamplingOptions {
  readonly maxTokens: number;
  readonly seed: number;
  /** Ends when the text so far ends with this; the stop text is yielded too. */
  readonly stop?: string;
  readonly signal?: AbortSignal;
}
export declare function generate(
  model: Gpt,
  tokenizer: Tokenizer,
  prompt: string,
  options: GenerateOptions,
): AsyncGenerator<string, void>;
export interface TokenProbability {
  readonly tokenId: number;
  readonly text: string;
  readonly probability: number;
}
export declare function nextTokenProbabilities(
  model: Gpt,
  tokenizer: Tokenizer,
  prompt: string,
  options?: SamplingOptions,
): Promise<TokenProbability[]>;
export declare function surprisal(model: Gpt, tokenizer: Tokenizer, text: string): Promise<number[]>;

export declare function saveModel(
  model: Gpt,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
  options?: { readonly dtype?: 'F32' | 'F16' },
): Promise<void>;
export interface LoadedModel {
  readonly model: Gpt;
  readonly tokenizer?: Tokenizer;
  /** Why there is no tokenizer although the folder has a tokenizer.json. */
  readonly tokenizerProblem?: Error;
}
export declare function loadModel(directory: Directory): Promise<LoadedModel>;

export type PresetName = 'tiny' | 'small';
export interface Preset {
  readonly model: Omit<GptConfig, 'vocabSize'>;
  readonly train: TrainConfig;
}
export declare const PRESETS: Readonly<Record<PresetName, Preset>>;
