/** What the lab asks of its worker. */
import type { BackendInfo } from '@glassbox/core';
import type { SweepPoint, SweepResults } from '@glassbox/core/emergence';
import type { BackendChoice, ExportedFile } from '../worker/contract.ts';

/** Sums of three digits, the answer from the left or from the ones up. */
export const ADDITIONS = ['addition', 'addition-reversed'] as const;
export type Addition = (typeof ADDITIONS)[number];

/** Shipped sweeps the lab shows. */
export type SweepName = Addition | 'chain' | 'chain-scratchpad' | 'repeats' | 'rules';
export type Shipped = Readonly<Record<SweepName, SweepResults>>;

export interface TrainSetting {
  addition: Addition;
  /** A size of that sweep, by its name. */
  size: string;
  /** Of weights and batches. */
  seed: number;
}

export type TrainEvent =
  | { kind: 'step'; step: number; steps: number; loss: number }
  /** A measurement on the way, the last one included. */
  | { kind: 'look'; point: SweepPoint };

/** One test question and what the model wrote. */
export interface Written {
  prompt: string;
  answer: string;
  output: string;
}

export interface Trained {
  point: SweepPoint;
  written: readonly Written[];
  /** The model itself, to be handed in. */
  files: readonly ExportedFile[];
}

export interface EmergenceMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  shipped: { params: null; event: never; result: Shipped };
  /** One point of a shipped sweep with a seed of one's own; undefined when it was cancelled. */
  train: { params: TrainSetting; event: TrainEvent; result: Trained | undefined };
}
