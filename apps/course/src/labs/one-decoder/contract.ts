/** What the lab asks of its worker. Plain data crosses; models and tensors stay there. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import type { BackendChoice } from '../worker/contract.ts';

export const KINDS = ['verse', 'code', 'digit', 'melody'] as const;
export type Kind = (typeof KINDS)[number];

/** The shape of one of the four models; all are `Gpt`s of `@glassbox/core`. */
export interface ModelShape {
  nLayer: number;
  nHead: number;
  nEmbd: number;
  blockSize: number;
  vocabSize: number;
  parameterCount: number;
}

export interface PieceRequest {
  kind: Kind;
  /** Which digit, which kind of tune; nothing for text. */
  ask: string;
  temperature: number;
  seed: number;
}

export interface Candidate {
  id: number;
  text: string;
  /** Under the model as it is, at temperature 1. */
  probability: number;
}

/** A token that was written, and what else could have come. */
export interface SeenToken extends Candidate {
  candidates: Candidate[];
}

export interface TuneNote {
  /** Ticks from the beginning, twelve to a quarter note. */
  start: number;
  ticks: number;
  /** MIDI number; null is a rest. */
  pitch: number | null;
}

/** A row of tokens turned back into what people can read, see or hear. */
export type Shown =
  | { as: 'text'; text: string }
  /** Grey levels 0 (nothing) to 3, row by row; `squares` were drawn so far. */
  | { as: 'picture'; levels: Uint8Array; side: number; squares: number }
  | { as: 'tune'; notes: TuneNote[]; bars: number[]; ticks: number }
  /** A row that breaks the form of its kind: only its words can be shown. */
  | { as: 'nonsense'; text: string };

export interface PieceProgress {
  /** Since the last event. */
  tokens: SeenToken[];
  shown: Shown;
}

export interface PieceEnd {
  ended: 'done' | 'length' | 'aborted';
}

export interface OneDecoderMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  open: { params: { kind: Kind; locale: Locale }; event: never; result: ModelShape };
  make: { params: PieceRequest; event: PieceProgress; result: PieceEnd };
  /** The same token numbers, read with the vocabulary of another kind. */
  readAs: { params: { tokenIds: number[]; kind: Kind; locale: Locale }; event: never; result: Shown };
}
