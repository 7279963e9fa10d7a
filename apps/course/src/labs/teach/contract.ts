/** What the lab asks of its worker: samples of a task, one training, and many trainings along one setting. */
import type { Locale } from '@glassbox/quiz';

export const TASKS = ['3-8', '4-9', '1-7', 'notes'] as const;
export type Task = (typeof TASKS)[number];
/** `map`: the two numbers that say where a sample lies on the map. `all`: every pixel, or every run of characters. */
export const FEATURES = ['map', 'all'] as const;
export type Features = (typeof FEATURES)[number];
/** `line`: logistic regression. `net`: a perceptron with two hidden layers. */
export const LEARNERS = ['line', 'net'] as const;
export type Learner = (typeof LEARNERS)[number];
/** A class: the first or the second of the task. */
export type Label = 0 | 1;

export interface Split {
  task: Task;
  locale: Locale;
  seed: number;
}

/** What is to be seen of a sample. */
export type Face = { kind: 'digit'; pixels: Uint8Array } | { kind: 'note'; text: string };

export interface Opened {
  faces: readonly Face[];
  truths: readonly Label[];
  /** Indices in the order in which they are labelled; none of them is in the test. */
  pool: readonly number[];
  test: readonly number[];
  /** shape [samples, 2]: where each lies on the map, −1…1 both ways. */
  places: Float64Array;
}

export interface Lesson extends Split {
  features: Features;
  learner: Learner;
  /** How many samples of the pool have a label. */
  count: number;
  /** Share of these labels that is wrong on purpose. */
  wrongShare: number;
  /** Labels that the learner gave; they are never made wrong. */
  own: Readonly<Record<number, Label>>;
}

interface Reading {
  step: number;
  /** Share of wrong answers on the labelled samples, judged by their labels. */
  trainError: number;
  /** On the test, judged by the truth. */
  testError: number;
}

export interface Progress extends Reading {
  steps: number;
  /** shape [GRID, GRID], top row first: probability of the second class all over the map. */
  grid: Float32Array;
}

export interface Taught {
  readings: readonly Reading[];
  grid: Float32Array;
  /** Indices and labels of the samples it learnt from. */
  train: readonly number[];
  labels: readonly Label[];
  /** Probability of the second class for each sample of the test. */
  testProbabilities: Float64Array;
}

/** What a sweep goes along. */
export const ALONG = ['wrong', 'count'] as const;
export type Along = (typeof ALONG)[number];

export interface SweepPoint {
  /** Share of wrong labels, or how many labels there are. */
  x: number;
  /** Mean test error of each learner, and the net's on its own labels. */
  line: number;
  net: number;
  netTrain: number;
}

export type SweepSetting = Omit<Lesson, 'learner' | 'own'> & { along: Along };

export interface TeachMethods {
  open: { params: Split; event: never; result: Opened };
  teach: { params: Lesson; event: Progress; result: Taught };
  /** `result` holds fewer points when cancelled. */
  sweep: { params: SweepSetting; event: SweepPoint; result: readonly SweepPoint[] };
}
