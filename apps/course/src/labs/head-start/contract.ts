/** What the lab asks of its worker. */
import type { BackendInfo } from '@glassbox/core';
import type { BackendChoice, ExportedFile, ShippedModel } from '../worker/contract.ts';

/** From random weights, or from the shipped checkpoint. */
export type Start = 'scratch' | 'head';

export interface HeadStartSetting {
  model: ShippedModel;
  /** How many examples of the new kind are given, ascending. */
  counts: readonly number[];
  /** Of the draw of examples, the random weights and the batches. */
  seed: number;
  /** The learning rates are multiplied by this. */
  rate: number;
}

export type HeadStartEvent =
  /** A look at the new kind of text while one run trains; at step 0 before it has trained. */
  | { kind: 'look'; start: Start; count: number; step: number; loss: number }
  /** One run is over: its best look. */
  | { kind: 'done'; start: Start; count: number; loss: number; steps: number; ms: number }
  /** What both write after the largest number of examples. */
  | { kind: 'wrote'; start: Start; texts: readonly string[] }
  /** Loss of the checkpoint on its old kind of text, before and after. */
  | { kind: 'old'; before: number; after: number };

export interface HeadStartMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  /** A few examples, to be shown before anything runs. */
  examples: { params: { model: ShippedModel; seed: number; count: number }; event: never; result: readonly string[] };
  /** `kept`: whether the adapted model is there again after a reload. One that was stopped is not kept. */
  run: { params: HeadStartSetting; event: HeadStartEvent; result: { parameterCount: number; kept: boolean } };
  /** The adapted model of the last whole run, if that had this setting; no files when there is none. */
  exportModel: { params: HeadStartSetting; event: never; result: readonly ExportedFile[] };
}
