/** What the decision bench asks of its worker: one task, one route to it, one edition of the handbook, measured. */
import type { BackendInfo } from '@glassbox/core';
import type { Said } from '../closed-world/contract.ts';
import type { BackendChoice } from '../worker/contract.ts';

/** Facts the model was never told, or a manner: to greet before it answers what it knows. */
export const TASKS = ['facts', 'manner'] as const;
export type Task = (typeof TASKS)[number];

/** Nothing added; all that fits pasted before every question; looked up per question; weights changed; another model. */
export const ROUTES = ['asIs', 'prompt', 'retrieval', 'tuning', 'other'] as const;
export type Route = (typeof ROUTES)[number];

/** The handbook as it was at first, and after half of it has changed. */
export type Edition = 1 | 2;

/** `stale`: what the first edition said. `plain`: right, but not in the manner asked for. */
export const OUTCOMES = ['right', 'stale', 'plain', 'wrong', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface BenchSetting {
  task: Task;
  /** Entries of the handbook, each asked once; of the manner as many questions. */
  entries: number;
  /** Looked up per question. */
  passages: number;
  /** Of fine-tuning. */
  steps: number;
  seed: number;
}

export interface RouteSetting extends BenchSetting {
  route: Route;
  /** What is asked about and, but for fine-tuning, read from. */
  edition: Edition;
  /** What fine-tuning has learnt from. */
  learnt: Edition;
}

export interface GivenAnswer {
  question: Said;
  answer: Said;
  truth: Said;
  outcome: Outcome;
}

export interface RouteMeasure {
  answers: GivenAnswer[];
  /** Read and written per answer, on average. */
  tokens: number;
  /** Per answer, on average. */
  answerMs: number;
  /** Zero where nothing was trained. */
  trainingTokens: number;
  trainingMs: number;
  /** Entries of the handbook that the prompt had room for. */
  pasted: number;
}

export interface BenchProgress {
  phase: 'training' | 'asking';
  done: number;
  total: number;
}

export interface DecisionMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  /** Nothing when cancelled. */
  measure: { params: RouteSetting; event: BenchProgress; result: RouteMeasure | undefined };
}
