/** What the two labs of the closed world ask of their worker. Questions and answers are Chinese; a gloss says them in English. */
import type { BackendInfo } from '@glassbox/core';
import type { BackendChoice } from '../worker/contract.ts';

/** Told in training, kept from it, a name that two people have, a name nobody has, a property nobody has. */
export const EXAM_KINDS = ['known', 'withheld', 'ambiguous', 'nobody', 'missing'] as const;
export type ExamKind = (typeof EXAM_KINDS)[number];
/** What can be asked of a person; nobody in the world has an age. */
export const PROPERTIES = ['home', 'job', 'pet', 'hobby', 'age'] as const;
export type Property = (typeof PROPERTIES)[number];
/** Stages of the pipeline that answer. */
export const STAGES = ['pretrained', 'sft', 'ppo'] as const;
export type Stage = (typeof STAGES)[number];
export const VERDICTS = ['right', 'wrong', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A text of the model's language, with what it says in English; empty where it says nothing that can be told. */
export interface Said {
  text: string;
  gloss: string;
}

/** One answer, judged by the truth of the world. */
export interface ExamAnswer {
  id: string;
  kind: ExamKind;
  question: Said;
  answer: Said;
  /** Empty where there is none. */
  truth: Said;
  verdict: Verdict;
  /** The probability of the whole answer, in [0, 1]. */
  confidence: number;
  /** Read and written for it. */
  tokens: number;
}

/** One question with what the model says when it is asked many times more, by chance. */
export interface OneAnswer extends ExamAnswer {
  /** The commonest first; shares of all samples. */
  samples: { said: Said; share: number }[];
}

/** Somebody who can be asked about; what kind of name it is shows only in the answers. */
export interface Person {
  id: string;
  name: Said;
}

export interface OpenedWorld {
  facts: number;
  withheld: number;
  parameterCount: number;
}

export const SEARCHES = ['words', 'meaning', 'both'] as const;
export type Search = (typeof SEARCHES)[number];
/** The fine-tuned model as shipped, after PPO as shipped, and two trainings that run here. */
export const WEIGHTS = ['sft', 'ppo', 'refusal', 'facts'] as const;
export type Weights = (typeof WEIGHTS)[number];

/** A knowledge base that answers instead of the model. The same three settings are handed in for the experiment. */
export interface BookSetting {
  search: Search;
  /** 1 to 20. */
  passages: number;
  /** In [0, 1]. */
  threshold: number;
}

/** Everything that is switched before the questions are asked. */
export interface Setting {
  weights: Weights;
  /** Of the trainings that run here. */
  trainSteps: number;
  caution: boolean;
  /** Passages in the prompt; 0 for none. */
  passages: number;
  /** Whether a name that two people have is asked about in full, with the place that tells them apart. */
  inFull: boolean;
  /** The most characters that an answer may have; 0 for no limit. */
  limit: number;
  /** Answers instead of the model. */
  book: BookSetting | undefined;
  /** Whether the documents tell what was kept from training. */
  complete: boolean;
  /** Questions of each kind. */
  perKind: number;
  seed: number;
}

export interface Progress {
  phase: 'training' | 'documents' | 'asking' | 'forgetting';
  done: number;
  total: number;
}

export interface Measurement {
  answers: ExamAnswer[];
  /** Mean per question. */
  answerMs: number;
  trainingTokens: number;
  trainingMs: number;
  /** Loss on sentences of pre-training, in nats per character: as shipped, and with these weights. */
  oldBefore: number;
  oldAfter: number;
}

export interface Exam {
  kinds: readonly ExamKind[];
  perKind: number;
  seed: number;
}

export interface ClosedWorldMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  open: { params: null; event: never; result: OpenedWorld };
  people: { params: { seed: number }; event: never; result: Person[] };
  askOne: {
    params: { stage: Stage; person: string; property: Property; seed: number };
    event: never;
    result: OneAnswer;
  };
  /** Fewer answers when cancelled. */
  exam: { params: Exam & { stage: Stage }; event: Progress; result: ExamAnswer[] };
  /** Nothing when cancelled. */
  measure: { params: Setting; event: Progress; result: Measurement | undefined };
}
