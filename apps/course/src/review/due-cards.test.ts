import type { Review, ReviewCard } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import { dueCards, withoutCard } from './due-cards.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const card = (objective: string, hour: number): ReviewCard => ({
  lesson: 'start',
  objective,
  due: at(hour).toISOString(),
  reps: 1,
  tries: 1,
  hints: [],
  question: {
    id: `question-${objective}`,
    kind: 'number',
    version: 'v1',
    points: 1,
    prompt: { zh: '几个？', en: 'How many?' },
  },
});
const review: Review = { at: at(8).toISOString(), later: 0, cards: [card('a', 9), card('b', 10), card('c', 12)] };

test('a card is due from its time on, by the clock of the device', () => {
  expect(dueCards(review, at(8))).toMatchObject({ now: [], next: at(9).toISOString() });
  const { now, next } = dueCards(review, at(10));
  expect(now.map(({ objective }) => objective)).toEqual(['a', 'b']);
  expect(next).toBe(at(12).toISOString());
  expect(dueCards(review, at(13)).next).toBeUndefined();
});

test('a card that was answered here is left out, and no other one', () => {
  const rest = withoutCard(review, { lesson: 'start', objective: 'b' });
  expect(rest.cards.map(({ objective }) => objective)).toEqual(['a', 'c']);
  expect(withoutCard(review, { lesson: 'other', objective: 'b' })).toEqual(review);
});
