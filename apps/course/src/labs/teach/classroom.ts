/**
 * Learning from labels, with nothing of the page in it: who teaches, who tests, one training step by step, and the mean of
 * a few trainings for a sweep.
 */
import {
  accuracy,
  type DescentSnapshot,
  type LogisticModel,
  logisticProbabilities,
  type Matrix,
  type MlpModel,
  mislabelled,
  mlpProbabilities,
  type Pca,
  pca,
  project,
  selectRows,
  trainLogistic,
  trainMlp,
  trainTestSplit,
} from '@glassbox/core/classic';
import type { Locale } from '@glassbox/quiz';
import type {
  Features,
  Label,
  Learner,
  Lesson,
  Opened,
  Progress,
  SweepPoint,
  SweepSetting,
  Task,
  Taught,
} from './contract.ts';
import { GRID, gridPlaces } from './grid.ts';
import { REPEATS } from './plan.ts';
import { type Samples, samplesOf } from './samples.ts';

const TEST_SHARE = 0.375;
/** The map shows this many standard deviations to each side; what lies beyond sticks to its edge. */
const REACH = 2.5;
const STEPS: Readonly<Record<Learner, number>> = { line: 400, net: 400 };
/** How often a training tells how it stands. */
const READINGS = 20;
const NET = { classes: 2, hidden: [16, 8], activation: 'tanh', learningRate: 0.1, momentum: 0.9 } as const;
const NET_BATCH = 20;
const LINE_RATE = 0.5;
const SEED_STRIDE = 1_000;

/** The samples of a task and their map, which no seed changes. */
export interface Material {
  readonly samples: Samples;
  readonly map: Pca;
  /** shape [samples, 2]: places in standard deviations. */
  readonly places: Matrix;
}

export function prepare(task: Task, locale: Locale, digits: Uint8Array): Material {
  const samples = samplesOf(task, locale, digits);
  const map = pca(samples.features, 2);
  const places = project(map, samples.features);
  const widths = map.variances.map(Math.sqrt);
  return { samples, map, places: { ...places, values: places.values.map((value, i) => value / (widths[i % 2] ?? 1)) } };
}

export class Classroom {
  readonly opened: Opened;
  readonly #material: Material;

  constructor(material: Material, seed: number) {
    this.#material = material;
    const { faces, truths } = material.samples;
    const { train, test } = trainTestSplit(truths.length, { testShare: TEST_SHARE, seed });
    this.opened = {
      faces,
      truths,
      pool: [...train],
      test: [...test],
      places: material.places.values.map((value) => Math.max(-1, Math.min(1, value / REACH))),
    };
  }

  /** The labels of the first `count` samples of the pool: the truth, some wrong on purpose, the learner's own on top. */
  labelsFor({ count, wrongShare, own, seed }: Pick<Lesson, 'count' | 'wrongShare' | 'own' | 'seed'>): Label[] {
    const train = this.opened.pool.slice(0, count);
    const changed = mislabelled(this.#truthsOf(train), { share: wrongShare, classes: 2, seed });
    return train.map((index, i) => own[index] ?? (changed[i] === 1 ? 1 : 0));
  }

  /** Yields how a training stands, some twenty times; returns what came of it. */
  *teach(lesson: Lesson): Generator<Progress, Taught> {
    const { pool, test } = this.opened;
    const train = pool.slice(0, lesson.count);
    const labels = this.labelsFor(lesson);
    const inputs = this.#inputs(lesson.features);
    const [trainRows, testRows, gridRows] = [
      selectRows(inputs, train),
      selectRows(inputs, test),
      this.#grid(lesson.features),
    ];
    const steps = STEPS[lesson.learner];
    const readings: Progress[] = [];
    let testProbabilities: Float64Array = new Float64Array(test.length);
    for (const { step, probabilities } of descent(lesson, trainRows, labels)) {
      if (step % (steps / READINGS) > 0) continue;
      testProbabilities = probabilities(testRows);
      const progress = {
        step,
        steps,
        trainError: errorOf(probabilities(trainRows), labels),
        testError: errorOf(testProbabilities, this.#truthsOf(test)),
        grid: Float32Array.from(probabilities(gridRows)),
      };
      readings.push(progress);
      yield progress;
    }
    const grid = readings.at(-1)?.grid ?? new Float32Array(GRID ** 2);
    return {
      readings: readings.map(({ step, trainError, testError }) => ({ step, trainError, testError })),
      grid,
      train,
      labels,
      testProbabilities,
    };
  }

  /** Errors on labels and on the test after a whole training. */
  errorsAfter(lesson: Lesson): { train: number; test: number } {
    const { pool, test } = this.opened;
    const labels = this.labelsFor(lesson);
    const inputs = this.#inputs(lesson.features);
    const trainRows = selectRows(inputs, pool.slice(0, lesson.count));
    let last: Step | undefined;
    for (const step of descent(lesson, trainRows, labels)) last = step;
    if (!last) throw new Error('teach: a training without a step.');
    return {
      train: errorOf(last.probabilities(trainRows), labels),
      test: errorOf(last.probabilities(selectRows(inputs, test)), this.#truthsOf(test)),
    };
  }

  #truthsOf(indices: readonly number[]): Label[] {
    return indices.map((index) => this.opened.truths[index] ?? 0);
  }

  #inputs(features: Features): Matrix {
    return features === 'map' ? this.#material.places : this.#material.samples.features;
  }

  /** Inputs all over the map; for all features the sample that the map takes a place for: the mean plus two directions. */
  #grid(features: Features): Matrix {
    const places = gridPlaces(REACH);
    if (features === 'map') return { rows: GRID ** 2, columns: 2, values: places };
    const { mean, components, variances } = this.#material.map;
    const columns = mean.length;
    const values = new Float64Array(GRID ** 2 * columns);
    for (let cell = 0; cell < GRID ** 2; cell++) {
      const across = (places[2 * cell] ?? 0) * Math.sqrt(variances[0] ?? 0);
      const up = (places[2 * cell + 1] ?? 0) * Math.sqrt(variances[1] ?? 0);
      for (let i = 0; i < columns; i++) {
        values[cell * columns + i] =
          (mean[i] ?? 0) + across * (components.values[i] ?? 0) + up * (components.values[columns + i] ?? 0);
      }
    }
    return { rows: GRID ** 2, columns, values };
  }
}

interface Step {
  step: number;
  probabilities(rows: Matrix): Float64Array;
}

function* descent(
  { learner, seed }: Pick<Lesson, 'learner' | 'seed'>,
  rows: Matrix,
  labels: readonly Label[],
): Generator<Step> {
  const maxSteps = STEPS[learner];
  if (learner === 'line') {
    const run = trainLogistic(rows, labels, { learningRate: LINE_RATE, maxSteps, seed });
    for (const { step, model } of run as Iterable<DescentSnapshot<LogisticModel>>) {
      yield { step, probabilities: (inputs) => logisticProbabilities(model, inputs) };
    }
    return;
  }
  const run = trainMlp(rows, labels, { ...NET, batchSize: Math.min(NET_BATCH, rows.rows), maxSteps, seed });
  for (const { step, model } of run as Iterable<DescentSnapshot<MlpModel>>) {
    yield { step, probabilities: (inputs) => secondColumn(mlpProbabilities(model, inputs)) };
  }
}

function secondColumn({ rows, columns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + 1] ?? 0);
}

function errorOf(probabilities: Float64Array, labels: readonly Label[]): number {
  return (
    1 -
    accuracy(
      probabilities.map((probability) => (probability > 0.5 ? 1 : 0)),
      labels,
    )
  );
}

/** Yields after each training of one point of a sweep, so that the caller can rest; returns the means. */
export function* pointAt(
  material: Material,
  x: number,
  { along, ...setting }: SweepSetting,
): Generator<undefined, SweepPoint> {
  const sums = { line: 0, net: 0, netTrain: 0 };
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const seed = setting.seed + SEED_STRIDE * repeat;
    const classroom = new Classroom(material, seed);
    const lesson = { ...setting, seed, own: {}, ...(along === 'wrong' ? { wrongShare: x } : { count: x }) };
    sums.line += classroom.errorsAfter({ ...lesson, learner: 'line' }).test;
    yield;
    const net = classroom.errorsAfter({ ...lesson, learner: 'net' });
    sums.net += net.test;
    sums.netTrain += net.train;
    yield;
  }
  return { x, line: sums.line / REPEATS, net: sums.net / REPEATS, netTrain: sums.netTrain / REPEATS };
}
