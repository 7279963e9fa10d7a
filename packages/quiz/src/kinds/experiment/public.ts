/**
 * What a browser may know of an experiment: who evaluates it, what is handed in and which numbers are needed. The server
 * runs what was handed in again, on data no browser has; the numbers it measures are the answer that is scored.
 */
import type { LocalText, QuestionBase } from '../../question.ts';

/** What an evaluator takes, and the numbers it gives. */
interface EvaluatorFacts {
  readonly takes: 'files' | 'settings';
  /** Names of the files, with the most bytes of each. */
  readonly files: Readonly<Record<string, number>>;
  readonly metrics: readonly string[];
}

const MEGABYTE = 2 ** 20;

/** The texts that language models are tried on. They lie on the server. */
export const HIDDEN_TEXTS = ['tang-five', 'plays', 'song-lyrics', 'definitions'] as const;
export type HiddenText = (typeof HIDDEN_TEXTS)[number];

/** Every evaluator. The server has one file per name. */
export const EVALUATORS = {
  /** A language model's nats per character of a hidden text. */
  'held-out-loss': {
    takes: 'files',
    files: { 'config.json': 16 * 1024, 'model.safetensors': 16 * MEGABYTE, 'tokenizer.json': 2 * MEGABYTE },
    metrics: ['parameters', 'tang-five-nats', 'plays-nats', 'song-lyrics-nats', 'definitions-nats'],
  },
  /** How often a trained model adds rightly, by two rulers: whole answers, and digit by digit. */
  addition: {
    takes: 'files',
    files: { 'config.json': 16 * 1024, 'model.safetensors': 2 * MEGABYTE, 'tokenizer.json': 64 * 1024 },
    metrics: ['parameters', 'whole', 'digits'],
  },
  /** How often a knowledge base with the learner's settings is right, wrong or silent in a hidden world. */
  'hallucination-rate': { takes: 'settings', files: {}, metrics: ['questions', 'right', 'wrong', 'refused'] },
  /** Whether the learner's own test set tells two systems apart. */
  'test-set': { takes: 'settings', files: {}, metrics: ['items', 'first', 'second', 'difference', 'low', 'high'] },
} as const satisfies Record<string, EvaluatorFacts>;

export type EvaluatorName = keyof typeof EVALUATORS;

/** The author's part of a `held-out-loss` question: the first text that the model's vocabulary can write is used. */
export interface HeldOutLossSettings {
  texts: HiddenText[];
}

/** The author's part of an `addition` question. The sums are drawn from the seed, so the seed stays with the server. */
export interface AdditionSettings {
  /** Of each number, 1–4. */
  digits: number;
  /** How many sums are asked. */
  questions: number;
  seed: number;
}

/** How a knowledge base answers. Handed in by learners, or written by an author as a system to tell apart. */
export interface AnsweringSettings {
  search: 'words' | 'meaning' | 'both';
  /** How many passages an answer is made from, 1–20. */
  passages: number;
  /** Answers less probable than this are refused, 0–1. */
  threshold: number;
}

/** A number that is needed. At least one bound is there. */
export interface Need {
  metric: string;
  atMost?: number;
  atLeast?: number;
}

/** A share of the points, and what earns it. */
export interface Goal {
  /** Above 0 up to 1. */
  share: number;
  /** All of them. */
  needs: Need[];
}

/** A text that everything in a `test-set` question is about. */
export interface ExperimentDocument {
  title: LocalText;
  text: LocalText;
}

export interface ExperimentPublic extends QuestionBase<'experiment'> {
  evaluator: EvaluatorName;
  /** The lab of the same lesson whose model can be handed in without choosing files. */
  lab?: string;
  /** Largest share first; of two with one share either will do. */
  goals: Goal[];
  /** What a learner's JSON looks like, to begin with. */
  template?: string;
  documents?: ExperimentDocument[];
}

/** What the server measured. Learners can't send it: `POST /api/attempts` refuses this kind. */
export interface ExperimentResponse {
  kind: 'experiment';
  metrics: Record<string, number>;
}
