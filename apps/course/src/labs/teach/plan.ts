/** What can be chosen in the lab, what is kept of it, and how its answer is read. Pure. */
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import {
  ALONG,
  type Along,
  FEATURES,
  type Features,
  type Label,
  LEARNERS,
  type Learner,
  type SweepPoint,
  type SweepSetting,
  TASKS,
  type Task,
} from './contract.ts';

/** What the two classes are called, and the sign of each on the map. */
export type Classes = readonly [{ name: string; sign: string }, { name: string; sign: string }];
/** A test sample that was taken for the other class, with the probability given to that. */
export interface Miss {
  index: number;
  truth: Label;
  given: number;
}

export interface TeachChoices {
  task: Task;
  features: Features;
  learner: Learner;
  seed: number;
  count: number;
  wrongShare: number;
  along: Along;
  /** The learner's labels, by the sample's index, per task. */
  own: Readonly<Record<Task, Readonly<Record<number, Label>>>>;
  guess: number | undefined;
}

const DIGIT_COUNTS = [10, 20, 40, 80, 160];
const NOTE_COUNTS = [10, 20, 30, 40, 50];
const FIRST_COUNT = 40;
export const WRONG_SHARES = [0, 0.1, 0.2, 0.3, 0.4];
/** What the question before the sweep is about. */
const ASKED_SHARE = 0.3;
/** Trainings of each learner behind one point of a sweep, each with a seed of its own. */
export const REPEATS = 3;
const GUESSES = 4;
const MOST_SAMPLES = 320;

export function countsOf(task: Task): readonly number[] {
  return task === 'notes' ? NOTE_COUNTS : DIGIT_COUNTS;
}

export function sweptValues(along: Along, task: Task): readonly number[] {
  return along === 'wrong' ? WRONG_SHARES : countsOf(task);
}

/** What a sweep that is drawn goes along and the values there, whatever is chosen to be measured next; of that where none is drawn. */
export function axisOf(
  drawn: Pick<SweepSetting, 'along' | 'task'> | undefined,
  chosen: Pick<TeachChoices, 'along' | 'task'>,
): { along: Along; values: readonly number[] } {
  const { along, task } = drawn ?? chosen;
  return { along, values: sweptValues(along, task) };
}

/**
 * Whether a sweep measured what is chosen now. What it goes along has no part in that, nor have the learner's own labels, which
 * it leaves out.
 */
export function sweepFits(sweep: SweepSetting, choices: TeachChoices): boolean {
  const held = sweep.along === 'wrong' ? 'count' : 'wrongShare';
  return (['task', 'features', 'seed', held] as const).every((name) => sweep[name] === choices[name]);
}

export const LINK: LabLink<TeachChoices> = {
  lab: 'teach',
  fields: {
    task: 'setting',
    features: 'setting',
    learner: 'setting',
    seed: 'setting',
    count: 'setting',
    wrongShare: 'setting',
    along: 'setting',
    own: 'own',
    guess: 'own',
  },
};

export function firstChoices(): TeachChoices {
  return {
    task: '3-8',
    features: 'map',
    learner: 'line',
    seed: 1,
    count: FIRST_COUNT,
    wrongShare: 0,
    along: 'wrong',
    own: { '3-8': {}, '4-9': {}, '1-7': {}, notes: {} },
    guess: undefined,
  };
}

/** Texts need more than two numbers: on the map they lie mixed. */
export function withTask(choices: TeachChoices, task: Task): TeachChoices {
  return { ...choices, task, count: FIRST_COUNT, features: task === 'notes' ? 'all' : 'map' };
}

export function withOwn(choices: TeachChoices, index: number, label: Label): TeachChoices {
  const { own, task } = choices;
  return { ...choices, own: { ...own, [task]: { ...own[task], [index]: label } } };
}

export function withoutOwn(choices: TeachChoices): TeachChoices {
  return { ...choices, own: { ...choices.own, [choices.task]: {} } };
}

/** The first labelled sample that the learner has not labelled. */
export function nextToLabel(
  pool: readonly number[],
  count: number,
  own: Readonly<Record<number, Label>>,
): number | undefined {
  return pool.slice(0, count).find((index) => own[index] === undefined);
}

/** The point with three labels in ten wrong; undefined when the sweep has not measured it. */
export function askedPoint(points: readonly SweepPoint[]): SweepPoint | undefined {
  return points.find(({ x }) => x === ASKED_SHARE);
}

/** Which of the choices of the prediction an error is: about 10 %, 25 %, 40 %, 50 %. */
export function choiceOfError(error: number): number {
  return error < 0.175 ? 0 : error < 0.325 ? 1 : error < 0.475 ? 2 : 3;
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): TeachChoices {
  const fields = record(json) ?? {};
  const own = record(fields.own) ?? {};
  const first = firstChoices();
  const task = oneOf(fields.task, TASKS, first.task);
  const count = numberIn(fields.count, 1, MOST_SAMPLES, first.count);
  return {
    task,
    features: oneOf(fields.features, FEATURES, first.features),
    learner: oneOf(fields.learner, LEARNERS, first.learner),
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    count: countsOf(task).includes(count) ? count : first.count,
    wrongShare: WRONG_SHARES.find((share) => share === fields.wrongShare) ?? first.wrongShare,
    along: oneOf(fields.along, ALONG, first.along),
    own: {
      '3-8': readLabels(own['3-8']),
      '4-9': readLabels(own['4-9']),
      '1-7': readLabels(own['1-7']),
      notes: readLabels(own.notes),
    },
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, GUESSES - 1, 0)) : undefined,
  };
}

function readLabels(json: unknown): Record<number, Label> {
  const entries = Object.entries(record(json) ?? {}).flatMap(([key, label]): [number, Label][] => {
    const index = Number(key);
    const isSample = Number.isInteger(index) && index >= 0 && index < MOST_SAMPLES;
    return isSample && (label === 0 || label === 1) ? [[index, label]] : [];
  });
  return Object.fromEntries(entries);
}
