/** What the page asks of the measuring worker, and the plain data that crosses. */
import type { BenchPart, BenchRow, GptSizes } from '@glassbox/kernels/bench';

export type BenchBackend = 'webgpu' | 'wasm';

/** `standard` is the model all published figures speak of; a device that is too slow for it gets `small` by itself. */
export type ModelChoice = 'standard' | 'small';

/** What computes, as far as the browser tells. */
export interface Device {
  backend: BenchBackend;
  /** The graphics card's name; only for WebGPU. */
  adapter?: string;
  /** A graphics card imitated on the CPU: its figures say nothing about a GPU. */
  isSoftware: boolean;
  browser: string;
  userAgent: string;
  cores: number;
  threads: number;
  simd: 'relaxed' | 'plain' | 'none';
  isCrossOriginIsolated: boolean;
  /** Why it is slower than it could be, when that is so. */
  warning?: string;
}

export interface MeasuredModel {
  choice: ModelChoice;
  sizes: GptSizes;
  /** Seconds that one step of the standard model takes, roughly, when that is too long and `small` took its place. */
  standardStepSeconds?: number;
}

export type BenchEvent =
  | { kind: 'started'; device: Device }
  | { kind: 'model'; model: MeasuredModel }
  | { kind: 'progress'; done: number; total: number; part?: BenchPart; rows: readonly BenchRow[] };

export interface BenchMethods {
  measure: { params: { backend: BenchBackend; model: ModelChoice }; event: BenchEvent; result: null };
}
