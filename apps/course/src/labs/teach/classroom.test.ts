import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { Classroom, pointAt, prepare } from './classroom.ts';
import type { Lesson, Taught } from './contract.ts';
import { GRID } from './grid.ts';

const digits = new Uint8Array(
  readFileSync(createRequire(import.meta.url).resolve('@glassbox/models/corpora/handwriting.bin')),
);
const threes = prepare('3-8', 'zh', digits);
const lesson: Lesson = {
  task: '3-8',
  locale: 'zh',
  features: 'map',
  learner: 'line',
  seed: 1,
  count: 40,
  wrongShare: 0,
  own: {},
};

function taughtBy(change: Partial<Lesson>): Taught {
  const run = new Classroom(threes, change.seed ?? 1).teach({ ...lesson, ...change });
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

describe('a training', () => {
  it('learns from samples that the test does not have, and is told as it goes', () => {
    const { readings, grid, train } = taughtBy({});
    const room = new Classroom(threes, 1);
    expect(train.filter((index) => room.opened.test.includes(index))).toEqual([]);
    expect(readings.length).toBe(21);
    expect(grid.length).toBe(GRID ** 2);
    expect(readings.at(-1)?.testError).toBeLessThan(0.3);
  });

  it('gives other numbers with another seed, and the same with the same', () => {
    expect(taughtBy({ seed: 2 }).testProbabilities).not.toEqual(taughtBy({}).testProbabilities);
    expect(taughtBy({}).testProbabilities).toEqual(taughtBy({}).testProbabilities);
  });

  it('with all pixels knows wrong labels by heart and fails the test', () => {
    const end = taughtBy({ features: 'all', wrongShare: 0.3 }).readings.at(-1);
    expect(end?.trainError).toBeLessThan(0.05);
    expect(end?.testError).toBeGreaterThan(0.2);
  });
});

it('flips a share of the labels, never those of the learner', () => {
  const room = new Classroom(threes, 1);
  const wrong = (own: Lesson['own']) =>
    room
      .labelsFor({ ...lesson, wrongShare: 0.4, own })
      .filter((label, i) => label !== room.opened.truths[room.opened.pool[i] ?? 0]);
  expect(wrong({}).length).toBe(16);
  const own = Object.fromEntries(room.opened.pool.slice(0, 40).map((index) => [index, room.opened.truths[index] ?? 0]));
  expect(wrong(own).length).toBe(0);
});

it('measures a point as the mean of six trainings', () => {
  const work = pointAt(threes, 0.3, { ...lesson, along: 'wrong' });
  let rests = 0;
  let next = work.next();
  for (; !next.done; next = work.next()) rests++;
  expect(rests).toBe(6);
  expect(next.value.x).toBe(0.3);
  expect(next.value.net).toBeGreaterThan(next.value.netTrain);
});

it.each(['zh', 'en'] as const)('tells messages in %s apart better than chance', (locale) => {
  const notes = prepare('notes', locale, digits);
  const run = new Classroom(notes, 1).errorsAfter({ ...lesson, task: 'notes', locale, features: 'all' });
  expect(run.test).toBeLessThan(0.35);
});
