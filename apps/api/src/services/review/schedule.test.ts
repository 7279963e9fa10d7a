import { type Card, Rating, State } from 'ts-fsrs';
import { expect, test } from 'vitest';
import { advanceCard, gradeOf, type ReviewAnswer } from './schedule.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const RIGHT: ReviewAnswer = { verdict: 'right', share: 1 };
const WRONG: ReviewAnswer = { verdict: 'wrong', share: 0 };
const HALF: ReviewAnswer = { verdict: 'partly', share: 0.5 };

const after = (date: Date, ms: number) => new Date(date.getTime() + ms);

function advance(card: Card | undefined, answer: ReviewAnswer, at: Date): Card {
  const next = advanceCard(card, answer, at);
  if (next === undefined) throw new Error('the answer changed nothing');
  return next;
}

/** Reviews right whenever due and returns the days between the reviews. */
function daysBetween(first: Card, times: number): number[] {
  const days: number[] = [];
  for (let card = first; days.length < times; ) {
    const next = advance(card, RIGHT, card.due);
    days.push(Math.round((next.due.getTime() - card.due.getTime()) / DAY_MS));
    card = next;
  }
  return days;
}

test.each([
  ['wrong', WRONG, Rating.Again],
  ['less than half', { verdict: 'partly', share: 0.25 }, Rating.Again],
  ['half', HALF, Rating.Hard],
  ['right', RIGHT, Rating.Good],
  ['right with a hint', { ...RIGHT, hintsUsed: 1 }, Rating.Hard],
  ['right by guessing', { ...RIGHT, certainty: 1 }, Rating.Hard],
  ['right and fairly sure', { ...RIGHT, certainty: 2 }, Rating.Good],
  ['right and sure', { ...RIGHT, certainty: 3 }, Rating.Easy],
  ['right and sure after a hint', { ...RIGHT, certainty: 3, hintsUsed: 1 }, Rating.Hard],
  ['wrong and sure', { ...WRONG, certainty: 3 }, Rating.Again],
] satisfies [string, ReviewAnswer, number][])('an answer that is %s gets its rating', (_, answer, grade) => {
  expect(gradeOf(answer)).toBe(grade);
});

test('a right answer makes no card; a miss makes one that is due ten minutes later', () => {
  expect(advanceCard(undefined, RIGHT, NOON)).toBeUndefined();
  expect(advance(undefined, WRONG, NOON)).toMatchObject({ due: after(NOON, 10 * MINUTE_MS), state: State.Learning });
  expect(advance(undefined, HALF, NOON).due.getTime()).toBeGreaterThan(NOON.getTime());
});

test('a right answer just after the feedback changes nothing; ten minutes later the card leaves for days', () => {
  const missed = advance(undefined, WRONG, NOON);
  expect(advanceCard(missed, RIGHT, after(NOON, MINUTE_MS))).toBeUndefined();
  const learnt = advance(missed, RIGHT, missed.due);
  expect(learnt.state).toBe(State.Review);
  expect(learnt.due.getTime() - missed.due.getTime()).toBeGreaterThanOrEqual(DAY_MS);
});

test('right answers on the day it is due let the days grow to a year and no further', () => {
  const days = daysBetween(advance(undefined, WRONG, NOON), 12);
  for (const [index, each] of days.entries()) expect(each).toBeGreaterThanOrEqual(days[index - 1] ?? 1);
  // ts-fsrs keeps Good one day above Hard, also at the longest interval.
  expect(days.slice(-2)).toEqual([366, 366]);
});

test('a learnt objective that is missed comes back in ten minutes, also when it was asked early', () => {
  const learnt = advance(advance(undefined, WRONG, NOON), RIGHT, after(NOON, 10 * MINUTE_MS));
  const early = after(NOON, 60 * MINUTE_MS);
  const lapsed = advance(learnt, WRONG, early);
  expect([lapsed.state, lapsed.lapses, lapsed.due]).toEqual([State.Relearning, 1, after(early, 10 * MINUTE_MS)]);
  expect(advanceCard(lapsed, WRONG, after(early, MINUTE_MS))).toBeUndefined();
});

test('an answer that is older than the last review changes nothing, and neither does the same one again', () => {
  const missed = advance(undefined, WRONG, NOON);
  expect(advanceCard(missed, WRONG, after(NOON, -DAY_MS))).toBeUndefined();
  expect(advanceCard(missed, WRONG, NOON)).toBeUndefined();
});

test('the same answers at the same times give the same card', () => {
  const walk = () => daysBetween(advance(undefined, WRONG, NOON), 6);
  expect(walk()).toEqual(walk());
});

test('being sure brings a longer pause than guessing', () => {
  const missed = advance(undefined, WRONG, NOON);
  const learnt = advance(missed, RIGHT, missed.due);
  const pause = (certainty: number) => advance(learnt, { ...RIGHT, certainty }, learnt.due).due.getTime();
  expect(pause(3)).toBeGreaterThan(pause(2));
  expect(pause(2)).toBeGreaterThan(pause(1));
});
