/** The remedies of the lesson, each a switch of one experiment, and the two small interfaces that others plug into. */
import type { WorldQuestion } from '../world/questions.ts';

/** Finds passages for a question; any search fits. */
export interface Retriever {
  /** Resolves to at most `limit` passages, best first. */
  retrieve(question: string, limit: number): Promise<readonly string[]>;
}

/** Answers from documents only; `createKnowledgeBase` of `@glassbox/core/rag` fits as it is. */
export interface DocumentAnswers {
  /** Resolves to the answer, or to a fallback with `refused` true. */
  answer(
    question: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly refused: boolean; readonly text: string }>;
}

/** Settings of a remedy that changes the weights. */
export interface TrainingRemedy {
  /** Optimizer steps. */
  readonly steps?: number;
  /** Examples per step. */
  readonly batchSize?: number;
  readonly learningRate?: number;
}

/** The switches; what is left out is off. */
export interface Remedies {
  /** Train on sentences that tell a share of the withheld facts: data collected later. */
  readonly moreData?: TrainingRemedy & {
    /** Share of the withheld facts, in (0, 1]. Default 0.5. */
    readonly share?: number;
  };
  /** Fine-tune on saying "I don't know". */
  readonly refusalSft?: TrainingRemedy & {
    /**
     * `all`: on every question of split `train` that has no known answer. `unsure`: on those that the model itself
     * answers wrongly, whatever they are, as in R-Tuning (Zhang et al. 2023, arXiv:2311.09677). Default `unsure`.
     */
    readonly select?: 'all' | 'unsure';
  };
  /** PPO with a reward of +1 for right, 0 for "I don't know" and −wrongPenalty for wrong. */
  readonly ppo?: TrainingRemedy & {
    /** Default 2. */
    readonly wrongPenalty?: number;
    /** β of a fixed leash, per nat. Default 0.02. */
    readonly klCoefficient?: number;
  };
  /** Ask for it in the prompt; `true` is `CAUTION` of the world. */
  readonly promptConstraint?: true | { readonly note: string };
  /** Put what a search finds into the prompt. */
  readonly retrieval?: {
    readonly retriever: Retriever;
    /** Passages per question. Default 2. */
    readonly limit?: number;
  };
  /** Say "I don't know" where confidence is below a threshold chosen on the calibration split. */
  readonly confidenceThreshold?: {
    /** Default `sequence`. */
    readonly measure?: 'sequence' | 'agreement';
    /** Samples per question where the measure is agreement. Default 5. */
    readonly samples?: number;
    /** Share of right answers to known questions to keep. Default 0.9. */
    readonly keep?: number;
  };
  /** Let documents answer instead of the model. */
  readonly knowledgeBase?: DocumentAnswers;
}

/** The name of a switch. */
export type RemedyName = keyof Remedies;

/** In the order in which they take effect. */
export const REMEDY_NAMES: readonly RemedyName[] = [
  'moreData',
  'refusalSft',
  'ppo',
  'promptConstraint',
  'retrieval',
  'confidenceThreshold',
  'knowledgeBase',
];

/** Returns what a reward model or rule pays for a verdict. */
export function verdictReward(verdict: 'right' | 'wrong' | 'refused', wrongPenalty: number): number {
  return { right: 1, refused: 0, wrong: -wrongPenalty }[verdict];
}

/** A question by its prompt's tokens, to know in a reward what was asked. */
export function questionKey(prompt: ArrayLike<number>): string {
  return Array.from(prompt).join(' ');
}

/** Questions with what a model should say to them. */
export interface Lesson {
  readonly question: WorldQuestion;
  readonly note?: string;
  readonly answer: string;
}
