/** What a lab can ask of its worker, and the plain data that crosses: no tensor, no function. */
import type { BackendInfo, BackendName, GptConfig, SamplingOptions, TrainConfig, TrainReport } from '@glassbox/core';

export type BackendChoice = BackendName | 'auto';

/** Texts shipped with the course. */
export type ShippedCorpus = 'tang-five' | 'tang-quatrains' | 'tiny-shakespeare';

export type CorpusChoice =
  | { kind: 'shipped'; name: ShippedCorpus }
  /** Trains on one stanza only, again and again, and validates on others: memorising made visible. */
  | { kind: 'one-stanza'; name: ShippedCorpus }
  | { kind: 'own'; text: string };

/** How a sample is measured: lines of exactly five characters, or words that occur in the corpus. */
export type Measure = 'five-characters' | 'known-words' | 'none';

export interface RunSettings {
  corpus: CorpusChoice;
  model: Omit<GptConfig, 'vocabSize'>;
  train: TrainConfig;
  seed: number;
  sampling: {
    /** Steps between two samples. */
    everySteps: number;
    maxTokens: number;
    temperature: number;
    /** Ends a text, for example the blank line between poems; empty: only maxTokens ends it. */
    stop: string;
    measure: Measure;
    /** Texts written at each look and at the last one. */
    texts: number;
    finalTexts: number;
  };
}

export interface LossPoint {
  step: number;
  /** Nats per token on the batch of this step. */
  loss: number;
  /** Nats per token on text that is never trained on. */
  validationLoss?: number;
}

export interface Sample {
  step: number;
  texts: string[];
  /** What the measure counted, over all texts. */
  right: number;
  total: number;
}

/** Where checkpoints go: kept on this device, or why not. */
export type Keeping = 'kept' | 'other-tab' | 'no-storage';

export interface RunInfo {
  /** What the run was started with; a text of the learner's own is left out. */
  settings: RunSettings;
  /** What `right` and `total` of its samples count. */
  measure: Measure;
  /** Tokens read in one step. */
  tokensPerStep: number;
  parameterCount: number;
  vocabSize: number;
  trainTokens: number;
  validationTokens: number;
  maxSteps: number;
  step: number;
  /** Training and validating. */
  elapsedMs: number;
  /** Writing samples. */
  writingMs: number;
  keeping: Keeping;
  history: LossPoint[];
  samples: Sample[];
}

export type RunEvent =
  | { kind: 'reports'; reports: TrainReport[] }
  | { kind: 'writing'; step: number }
  | { kind: 'sample'; sample: Sample; writingMs: number }
  | { kind: 'saved'; step: number }
  | { kind: 'save-failed'; code: string; message: string };

export interface RunEnd {
  step: number;
  finished: boolean;
}

export interface ExportedFile {
  name: string;
  bytes: Uint8Array;
}

export type ShippedModel = 'poet' | 'bard';

export interface ModelFacts {
  parameterCount: number;
  vocabSize: number;
  blockSize: number;
}

interface Probability {
  text: string;
  probability: number;
}

/** The distribution after a prompt: as the model gives it, and after temperature and cuts. Both sorted, most likely first. */
export interface DistributionPair {
  plain: Probability[];
  shaped: Probability[];
  /** How many tokens are left with a chance after the cuts. */
  left: number;
  /** Uncertainty in bits, before and after. */
  plainBits: number;
  shapedBits: number;
}

/** A text to guess in, and how common each character is in the corpus (sums to 1). */
export interface GuessingText {
  text: string;
  frequencies: Record<string, number>;
}

/** One place of a held-out text: what the model expects there. */
export interface GuessingPlace {
  /** Characters of the text that come before. */
  before: string;
  truth: string;
  /** The most likely characters, most likely first. */
  top: Probability[];
  truthProbability: number;
  /** Place of the truth in the model's ranking, from 1. */
  truthRank: number;
}

export interface LabMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  /** Cancelled before the run that is open is closed, it changes nothing and fails with CANCELLED. */
  openRun: { params: { slot: string; settings: RunSettings }; event: never; result: RunInfo };
  reopenRun: { params: { slot: string }; event: never; result: RunInfo };
  train: { params: { saveEveryMs: number }; event: RunEvent; result: RunEnd };
  saveRun: { params: null; event: never; result: { step: number } };
  exportRun: { params: null; event: never; result: ExportedFile[] };
  forgetRun: { params: { slot: string }; event: never; result: null };
  openModel: { params: { name: ShippedModel }; event: never; result: ModelFacts };
  distribution: {
    params: { prompt: string; options: SamplingOptions; limit: number };
    event: never;
    result: DistributionPair;
  };
  write: {
    params: { prompt: string; options: SamplingOptions; seed: number; maxTokens: number; stop: string };
    event: string;
    result: { text: string };
  };
  guessingText: { params: { seed: number }; event: never; result: GuessingText };
  guessingPlace: { params: { before: string; truth: string; limit: number }; event: never; result: GuessingPlace };
}
