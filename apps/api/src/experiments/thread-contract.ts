/** What crosses between a worker and the thread in which it evaluates. Plain data only. */
import type { EvaluatorName } from '@glassbox/quiz';
import type { ExperimentReason } from '../db/experiments.ts';

export interface ThreadTask {
  evaluator: EvaluatorName;
  files: readonly { name: string; bytes: Uint8Array }[];
  settings: unknown;
  authored: unknown;
  /** The most bytes WebAssembly may have; the thread counts them itself, because nobody else can. */
  wasmBytes: number;
}

export type ThreadMessage =
  | { kind: 'progress'; share: number }
  | { kind: 'memory' }
  | { kind: 'measured'; metrics: Record<string, number> }
  | { kind: 'refused'; reason: ExperimentReason };
