/**
 * What the view of an experiment needs of the page around it: somebody who hands in, waits and tells. The view knows no
 * server and no lab; a page without a desk shows what is asked for and nothing to press.
 */
import type { LocalText } from '../../question.ts';

/** The key of Svelte's context under which a page offers its desk. */
export const EXPERIMENT_DESK = Symbol.for('glassbox.experiment-desk');

export interface HandedFile {
  name: string;
  bytes: Uint8Array;
}

/** What is handed in. */
export type Contents = { files: readonly HandedFile[] } | { settings: unknown };

export type DeskStatus =
  | { phase: 'open'; problem?: LocalText }
  | { phase: 'uploading'; share: number }
  /** `worked`: whether any process evaluates at present. */
  | { phase: 'queued'; ahead: number; worked: boolean }
  | { phase: 'running'; share: number }
  | { phase: 'graded'; metrics: Readonly<Record<string, number>> }
  | { phase: 'refused'; reason: LocalText }
  | { phase: 'cancelled' };

/** Both properties are reactive. No call rejects: what goes wrong is in `status`. */
export interface ExperimentDesk {
  readonly status: DeskStatus;
  readonly online: boolean;
  handIn(contents: Contents): Promise<void>;
  cancel(): Promise<void>;
  /** Returns the trained model of a lab on this page, or why there is none to take. */
  takeFromLab(lab: string): Promise<readonly HandedFile[] | 'empty' | 'busy'>;
}
