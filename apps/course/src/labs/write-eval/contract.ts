/** What the lab asks of its worker. */
import type { PairedCounts, PairedDifference, Rate } from '@glassbox/core/hallucination';
import type { EvalCase } from './ready-cases.ts';

export const SEARCHES = ['words', 'both'] as const;
export const THRESHOLDS: readonly number[] = [0, 0.2, 0.4, 0.6];

/** A system under test: how it looks, and how sure it must be to speak. */
export interface SystemSettings {
  search: (typeof SEARCHES)[number];
  threshold: number;
}

/** `refused`: it said nothing although the documents tell. */
export type Verdict = 'right' | 'wrong' | 'refused';

export interface Judged {
  verdict: Verdict;
  /** Undefined when it said nothing. */
  text: string | undefined;
}

/** One case, as both systems did. */
export interface ScoredCase {
  first: Judged;
  second: Judged;
}

export interface Score {
  first: Rate;
  second: Rate;
  counts: PairedCounts;
  difference: PairedDifference;
}

/** With so many cases: in what share of the redraws the interval leaves zero out, and the interval in the middle of them. */
export interface PowerPoint {
  cases: number;
  share: number;
  low: number;
  high: number;
}

/** An answer to be judged blind. */
export interface BlindPlace {
  index: number;
  system: 'first' | 'second';
}

export interface EvalSetting {
  first: SystemSettings;
  second: SystemSettings;
  cases: readonly EvalCase[];
  /** Of the redraws and of the answers that are judged blind. */
  seed: number;
}

export interface EvalReport {
  score: Score;
  power: readonly PowerPoint[];
  blind: readonly BlindPlace[];
}

export interface WriteEvalMethods {
  score: {
    params: EvalSetting;
    event: ScoredCase;
    /** Undefined when it was cancelled. */
    result: EvalReport | undefined;
  };
}
