/**
 * What an evaluator is: a pure function from an upload to numbers. It runs in a thread of its own that is thrown away
 * afterwards; it knows no learner, no database and no network, and nothing of the thresholds its numbers are held against.
 */
import type { LocalText } from '@glassbox/quiz';

/** What one job gives an evaluator. Everything but `authored` comes from the learner and is hostile until checked. */
export interface EvaluationInput {
  /** By name; only the names the evaluator takes, each at most as large as it allows. */
  files: ReadonlyMap<string, Uint8Array>;
  /** JSON the learner handed in; undefined for evaluators that take files. */
  settings: unknown;
  /** The evaluator's part of the question, checked when the lesson was compiled. */
  authored: unknown;
}

/** Numbers by name; the names are those of `METRICS` of `@glassbox/quiz`. All are finite. */
export type Metrics = Record<string, number>;

/** Returns the numbers of an upload; tells the share that is done. Throws `Refusal` when the upload can't be evaluated. */
export type Evaluate = (input: EvaluationInput, report: (share: number) => void) => Promise<Metrics>;

/** The upload can't be evaluated. `text` tells the learner why, and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly text: LocalText;

  constructor(code: string, text: LocalText, options: ErrorOptions = {}) {
    super(text.en, options);
    this.code = code;
    this.text = text;
  }
}
